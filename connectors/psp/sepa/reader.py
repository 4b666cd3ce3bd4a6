"""Files of banks for whoever asks; what reads XML is loaded with the first one."""

from collections.abc import Sequence

from domain.banking.model import ReadFile


class SepaReader:
    """`domain.banking.model.BankFiles`, from any thread."""

    def read(self, name: str, content: bytes) -> Sequence[ReadFile]:
        from connectors.psp.sepa.reading import read_files

        return read_files(name, content)
