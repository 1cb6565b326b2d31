"""Traces of steps for an OpenTelemetry collector: ids and times, no words."""

import hashlib
from contextlib import AbstractContextManager
from types import TracebackType

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    StatusCode,
    TraceFlags,
    get_current_span,
    set_span_in_context,
    use_span,
)
from typing_extensions import override

from bot.ports.telemetry import Step

_TRACE, _SPAN = 16, 8  # bytes


class OtlpTraces:
    """Sends a span for each step. Those of one event are one trace, in whichever process."""

    def __init__(self, url: str, service: str) -> None:
        exporter = OTLPSpanExporter(url, insecure=not url.startswith("https:"))
        self._service = service
        self._provider = TracerProvider(resource=Resource({"service.name": service}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(service)

    def span(self, step: Step, ids: dict[str, str | int]) -> AbstractContextManager[None]:
        """Trace a step for as long as the block lasts."""
        event = ids.get("event_id")
        outside = not get_current_span().get_span_context().is_valid
        parent = self._parent(event) if outside and event is not None else None
        return _Traced(self._tracer.start_span(step, context=parent, attributes={**ids}))

    def close(self) -> None:
        """Send what has not been sent yet."""
        self._provider.shutdown()

    def _parent(self, event: str | int) -> Context:
        """Name the same trace in every process: worked out from the event's id."""
        digest = hashlib.sha256(f"{self._service}/{event}".encode()).digest()
        context = SpanContext(
            int.from_bytes(digest[:_TRACE], "big"),
            int.from_bytes(digest[_TRACE : _TRACE + _SPAN], "big"),
            is_remote=True,
            trace_flags=TraceFlags(TraceFlags.SAMPLED),
        )
        return set_span_in_context(NonRecordingSpan(context))


class _Traced(AbstractContextManager[None]):
    """A span that notes the kind of an exception and never its text."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._use = use_span(
            span, end_on_exit=True, record_exception=False, set_status_on_exception=False
        )

    @override
    def __enter__(self) -> None:
        self._use.__enter__()

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._span.set_status(StatusCode.ERROR, kind.__name__)
        self._use.__exit__(kind, error, trace)
