from __future__ import annotations

import dataclasses
import pickle
import re
from typing import Any

import pytest

from pixverse_client import InvalidRequestError, TextToVideoRequest, V6VideoRequest
from pixverse_client._json import excerpt
from pixverse_client._nearest_name import nearest_name
from pixverse_client._rules import Field


def messages(**fields: Any) -> list[str]:
    return [str(violation) for violation in TextToVideoRequest.from_dict({"prompt": "x", **fields}).violations()]


def test_request_withoutOptions_startsWithTheDefaultsOfRequiredFields() -> None:
    assert TextToVideoRequest(prompt="x").to_dict() == {
        "aspect_ratio": "16:9",
        "duration": 5,
        "motion_mode": "normal",
        "prompt": "x",
        "quality": "540p",
    }


def test_from_dict_isTheSameAsTheConstructor() -> None:
    assert TextToVideoRequest.from_dict({"prompt": "x", "seed": 7}) == TextToVideoRequest(prompt="x", seed=7)


@pytest.mark.parametrize(
    ("field", "value", "actual"),
    [
        ("duration", 7, "one of 5, 8, but was 7"),
        ("duration", "8", 'one of 5, 8, but was "8"'),
        ("duration", True, "one of 5, 8, but was true"),
        ("duration", None, "one of 5, 8, but was null"),
        ("duration", [5], "one of 5, 8, but was [5]"),
        ("seed", 0, "a whole number from 1 to 99999, but was 0"),
        ("seed", 100_000, "a whole number from 1 to 99999, but was 100000"),
        ("seed", 1.5, "a whole number from 1 to 99999, but was 1.5"),
        ("seed", True, "a whole number from 1 to 99999, but was true"),
        ("seed", float("nan"), "a whole number from 1 to 99999, but was NaN"),
        ("seed", {1}, 'a whole number from 1 to 99999, but was "{1}"'),
        ("negative_prompt", 7, "text, but was 7"),
    ],
)
def test_violations_ofAWrongValue_nameFieldRuleAndValue(field: str, value: Any, actual: str) -> None:
    assert messages(**{field: value}) == [f"{field} must be {actual}"]


@pytest.mark.parametrize("fields", [{"duration": 8.0}, {"seed": 1}, {"seed": 99999.0}, {"negative_prompt": ""}])
def test_violations_ofAllowedValues_areNone(fields: dict[str, Any]) -> None:
    assert messages(**fields) == []


@pytest.mark.parametrize(("value", "count"), [(1, 0), (20.0, 0), (0.99, 1), (20.01, 1), (float("inf"), 1), (False, 1)])
def test_violations_ofANumber_includeItsBounds(value: float, count: int) -> None:
    assert len(V6VideoRequest(prompt="x", guidance_scale=value).violations()) == count


def test_violations_ofSeveralKinds_comeAtOnceAndInOrder() -> None:
    found = TextToVideoRequest.from_dict(
        {"promt": "x", "quality": "1080p", "motion_mode": "fast", "duration": 8, "seed": 0, "zzz": 1}
    ).violations()

    assert [violation.fields for violation in found] == [
        ("prompt",),
        ("seed",),
        ("duration", "motion_mode"),
        ("duration", "quality"),
        ("motion_mode", "quality"),
        ("promt",),
        ("zzz",),
    ]
    assert found[0].message.endswith("space, tab and line break, but was missing")
    assert found[3].message == (
        'duration 8 and quality "1080p" must not be combined: 1080p is available at 5 seconds only'
    )
    assert found[5].message == (
        'promt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "x"'
    )


def test_additional_properties_areSentOnPurpose() -> None:
    request = TextToVideoRequest(prompt="x", additional_properties={"camera": {"zoom": 2}})

    assert request.violations() == []
    assert request.to_dict()["camera"] == {"zoom": 2}


@pytest.mark.parametrize("properties", [{"prompt": "y"}, {"": 1}, {"camera": float("inf")}, {"camera": object()}])
def test_additional_properties_thatCannotBeSent_areViolations(properties: dict[str, Any]) -> None:
    assert len(TextToVideoRequest(prompt="x", additional_properties=properties).violations()) == 1


def test_unknown_fields_surviveReplaceAndPickle() -> None:
    request = TextToVideoRequest.from_json('{"prompt": "x", "sead": 1}')

    for copy in (dataclasses.replace(request, seed=2), pickle.loads(pickle.dumps(request))):
        assert [violation.fields for violation in copy.violations()] == [("sead",)]


@pytest.mark.parametrize("text", ["", "[]", "7", '{"a": 1, "a": 2}', '{"a": NaN}', "{'a': 1}", "[" * 100_000])
def test_from_json_ofAnythingElse_isInvalid(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="json must be the text of one JSON object, each name once, but was"):
        TextToVideoRequest.from_json(text)


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a$", "a\n", False),
        ("^a$", "a", True),
        (r"a\$", "a$\n", True),
        (r"^\d$", "٣", False),
        ("b", "abc", True),
    ],
)
def test_pattern_isReadAsEcmaDoes(pattern: str, text: str, matches: bool) -> None:
    rule = Field("field", "string", "text", pattern=pattern)
    assert (rule.violation({"field": text}) is None) == matches


def test_length_countsCodePoints() -> None:
    rule = Field("field", "string", "text", least_length=2)
    assert rule.violation({"field": "🚤"}) is not None
    assert rule.violation({"field": "🚤🚤"}) is None


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("promt", "prompt"), ("Image-URL", "image_url"), ("imageUrl", "image_url"), ("zzz", None), ("p" * 100_000, None)],
)
def test_nearest_name_isMuchLikeTheName(name: str, nearest: str | None) -> None:
    assert nearest_name(["prompt", "image_url", "seed"], name) == nearest


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\n\u2028", r'"a\n\u2028"'),
        ("\ud800", r'"\ud800"'),
        ({"a": [1, None]}, '{"a":[1,null]}'),
        ("x" * 99, f'"{"x" * 99}… (101 characters)'),
        ("x" * 98, f'"{"x" * 98}"'),
        ({(1, 2): 3}, '"dict"'),
    ],
)
def test_excerpt_isBoundedJson(value: object, shown: str) -> None:
    assert excerpt(value) == shown


def test_rules_ofAllRequests_acceptTheirDefaults() -> None:
    assert re.search("text with at least one", messages(prompt=" ")[0])
