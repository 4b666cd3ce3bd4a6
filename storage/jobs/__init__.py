"""Background work: jobs in Postgres, queued in the transaction of their cause, run by `main.py worker`."""
