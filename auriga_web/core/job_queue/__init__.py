"""Work for later, kept as rows: written in the transaction of its cause, run by the worker.

A job may run twice, and old jobs outlive new code: job functions take keyword arguments plus
`**_later_arguments`, load what they need and call one operation.
"""

from auriga_web.core.job_queue.models import Job, JobState
from auriga_web.core.job_queue.queue import enqueue, every, job
from auriga_web.core.job_queue.worker import run_due_jobs, run_periodic_jobs, work

__all__ = [
    "Job",
    "JobState",
    "enqueue",
    "every",
    "job",
    "run_due_jobs",
    "run_periodic_jobs",
    "work",
]
