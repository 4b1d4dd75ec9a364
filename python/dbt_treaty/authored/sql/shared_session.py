"""The one session that all SQL policies share which judge the same evidence."""

from __future__ import annotations

import atexit
import threading
import weakref

from dbt_treaty.authored.sql.session import Session
from dbt_treaty.evidence.policy import Evidence


class _Last:
    """The session of the evidence that is being judged; it goes when that goes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._evidence: weakref.ref[Evidence] | None = None
        self._session: Session | None = None

    def of(self, evidence: Evidence) -> Session:
        with self._lock:
            known = self._evidence() if self._evidence else None
            if known is not evidence or self._session is None:
                self.leave()
                self._session = Session()
                self._evidence = weakref.ref(evidence, self._gone)
            return self._session

    def _gone(self, evidence: weakref.ref[Evidence]) -> None:
        if evidence is self._evidence:
            self.leave()

    def leave(self) -> None:
        """Lets go of the session."""
        session, self._session, self._evidence = self._session, None, None
        if session is not None:
            session.close()


_LAST = _Last()
atexit.register(_LAST.leave)  # DuckDB counts, loudly, what is still there when Python ends


def session_of(evidence: Evidence) -> Session:
    """The session that all SQL policies share which judge this evidence.

    Raises:
        TreatyError: DuckDB is not installed, or too old.
    """
    return _LAST.of(evidence)
