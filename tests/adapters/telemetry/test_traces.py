"""Traces, as a collector on loopback gets them."""

from concurrent import futures

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as said
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as service

from bot.adapters.telemetry.instruments import Instruments
from bot.adapters.telemetry.otlp_traces import OtlpTraces
from bot.adapters.telemetry.prometheus_figures import PrometheusFigures
from bot.ports.telemetry import Step

WORDS = "nine days of returns"


class Collector(service.TraceServiceServicer):
    """Keeps the spans that it is sent."""

    def __init__(self):
        self.spans = []

    def Export(self, request, context):  # noqa: N802 - the protocol's own name
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.spans.extend(scope.spans)
        return said.ExportTraceServiceResponse()


@pytest.fixture
def collector():
    kept = Collector()
    server = grpc.server(futures.ThreadPoolExecutor(1))
    service.add_TraceServiceServicer_to_server(kept, server)
    kept.url = f"http://127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    yield kept
    server.stop(None)


def test_the_steps_of_an_event_are_one_trace_also_over_processes(collector):
    for step in (Step.TURN, Step.POST):  # each by a process of its own
        traces = OtlpTraces(collector.url, "groundwork")
        instruments = Instruments(PrometheusFigures(), traces)
        with instruments.step(step, event_id=7), instruments.step(Step.SEARCH):
            pass
        with instruments.step(step, event_id=8):
            pass
        traces.close()
    by_trace = {}
    for span in collector.spans:
        by_trace.setdefault(span.trace_id, []).append(span.name)
    assert sorted(map(sorted, by_trace.values())) == [
        ["post", "search", "search", "turn"],
        ["post", "turn"],
    ]


def test_a_span_carries_ids_and_of_a_failure_its_kind_alone(collector):
    traces = OtlpTraces(collector.url, "groundwork")
    instruments = Instruments(PrometheusFigures(), traces)
    with pytest.raises(LookupError), instruments.step(Step.TURN, event_id=7, conversation="web:1"):
        raise LookupError(WORDS)
    traces.close()
    (span,) = collector.spans
    assert {a.key for a in span.attributes} == {"event_id", "conversation"}
    assert span.status.message == "LookupError"
    assert WORDS.encode() not in span.SerializeToString()
