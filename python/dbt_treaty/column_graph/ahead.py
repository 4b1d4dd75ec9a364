"""Many queries read by several processes before their turn comes.

A process is told what its query's parents were found to have. What it answers may still rest on
what its turn would see otherwise: a model read by name, before it was read itself. That does no
harm. Answers go into the ledger, and that believes none which does not hold. Where every query saw
its parents alone, all was read as in its turn, and need not be read again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from dbt_treaty.column_graph.order import parents_first
from dbt_treaty.column_graph.reading import Reading, Surroundings
from dbt_treaty.ledger.crew import Crew, CrewError, processes
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.ledger.record import Record
from dbt_treaty.ledger.worker import Learnt, Task
from dbt_treaty.project.model import Resource

# Queries to read, from which on it pays to start processes. Each takes 0.2 s to start: with a free
# second core that is regained after some 120 queries, with a compiled sqlglot after some 350.
_WORTH = 400
_BATCH = 12  # queries given to a process at once
_LOAD = 2  # batches a process has in hand: one to read, one to go on with

Needs = Mapping[str, Sequence[str]]


def read_ahead(
    surroundings: Surroundings, models: Mapping[str, Resource], needs: Needs, ledger: Ledger
) -> Reading | None:
    """Have the ledger know the queries it does not know, where these are many and cores are free.

    Args:
        surroundings: the project.
        models: what has queries, by unique id.
        needs: what each of them reads, by unique id.
        ledger: what is known, and where the rest is noted.

    Returns:
        All models as they are read one after the other; None where they are still to be read.
    """
    size = processes()
    if size < 2:
        return None
    unknown = {each for each in models if _is_unknown(models[each], surroundings, ledger)}
    if len(unknown) < _WORTH:
        return None
    try:
        with Crew(size, surroundings.relations()) as crew:
            return _Ahead(surroundings, models, needs, ledger, unknown).read(crew, size)
    except CrewError:
        return None  # what no process has read is read in its turn


def _is_unknown(model: Resource, surroundings: Surroundings, ledger: Ledger) -> bool:
    if model.language != "sql" or model.compiled is None:
        return False
    return not ledger.knows(surroundings.sql(model)[0], surroundings.project.adapter)


class _Ahead:
    def __init__(
        self,
        surroundings: Surroundings,
        models: Mapping[str, Resource],
        needs: Needs,
        ledger: Ledger,
        unknown: Collection[str],
    ) -> None:
        self._surroundings = surroundings
        self._models = models
        self._ledger = ledger
        self._unknown = unknown
        self._reading = Reading(surroundings, ledger)
        self._order = parents_first(needs)
        self._needs = {
            each: {parent for parent in needs[each] if parent in models and parent != each}
            for each in models
        }
        self._lacking = {each: len(parents) for each, parents in self._needs.items()}
        self._children: dict[str, list[str]] = {each: [] for each in models}
        for each, parents in self._needs.items():
            for parent in parents:
                self._children[parent].append(each)
        self._ready: deque[str] = deque()
        self._saw_parents_alone = True

    def read(self, crew: Crew, size: int) -> Reading | None:
        """Read all that has its parents read, and so on; what is in a cycle stays.

        Returns all of it, in order, where no query saw what its turn would see otherwise.
        """
        told: list[set[str]] = [set() for _ in range(size)]
        load = [0] * size
        running: dict[Future[list[tuple[Record, ...]]], tuple[int, list[str]]] = {}
        self._go_on([each for each, lacking in self._lacking.items() if not lacking])
        while self._ready or running:
            while self._ready and min(load) < _LOAD:
                worker = load.index(min(load))
                batch = self._batch(size)
                tasks = [self._task(each, told[worker]) for each in batch]
                running[crew.submit(worker, tasks)] = worker, batch
                load[worker] += 1
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                worker, batch = running.pop(future)
                load[worker] -= 1
                for each, records in zip(batch, future.result(), strict=True):
                    self._ledger.admit(records)
                    self._go_on([each], known=True)
        read = self._reading.lineages
        if not self._saw_parents_alone or len(read) < len(self._models):
            return None
        self._reading.lineages = {each: read[each] for each in self._order}
        return self._reading

    def _batch(self, size: int) -> list[str]:
        share = -(-len(self._ready) // size)
        return [self._ready.popleft() for _ in range(min(share, _BATCH))]

    def _task(self, each: str, told: set[str]) -> Task:
        news = sorted(self._needs[each] - told)
        told.update(news)
        learnt = tuple(
            Learnt(parent, dict(columns), complete)
            for parent in news
            for columns, complete in [self._reading.learnt(self._models[parent])]
        )
        sql, _ = self._surroundings.sql(self._models[each])
        return Task(each, sql, self._surroundings.project.adapter, learnt)

    def _go_on(self, reached: list[str], known: bool = False) -> None:
        """Take models whose parents are read: those that need no process are read at once."""
        while reached:
            each = reached.pop()
            if not known and each in self._unknown:
                self._ready.append(each)
                continue
            known = False
            self._read(self._models[each])
            for child in self._children[each]:
                self._lacking[child] -= 1
                if not self._lacking[child]:
                    reached.append(child)

    def _read(self, model: Resource) -> None:
        analysed = self._ledger.analysed
        with self._reading.relations.questions() as asked:
            self._reading.read(model)
        seen = {entry.relation.id for entry in asked.values() if entry} | {*model.parents}
        others = (seen & self._models.keys()) - {model.id} - self._needs[model.id]
        # What had to be analysed here kept its questions to itself.
        if others or self._ledger.analysed != analysed:
            self._saw_parents_alone = False
