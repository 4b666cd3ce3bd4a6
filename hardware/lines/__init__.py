"""Serial lines: USB-CDC, RS-232 and Bluetooth, by whatever a system calls them."""
