package pixverse

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestMarshal_nothingSet_sendsOnlyRequiredDefaults(t *testing.T) {
	requireJSON(t, TextToVideoRequest{Prompt: "p"},
		`{"aspect_ratio":"16:9","duration":5,"motion_mode":"normal","prompt":"p","quality":"540p"}`)
	requireJSON(t, V6VideoRequest{Prompt: "p"}, `{"prompt":"p"}`)
}

func TestMarshal_everyKindOfField_isSentAsItIs(t *testing.T) {
	requireJSON(t, V5VideoRequest{
		Prompt: "<a & b> \"ü\" \U0001F6A2", Duration: DurationSeconds8, Quality: Quality720p, AspectRatio: AspectRatio9_16,
		LipSyncTTSSpeakerID: SpeakerIDAuto, Seed: Int(math.MinInt64), SoundEffectSwitch: Bool(false), NegativePrompt: String(""),
		AdditionalProperties: map[string]any{"zzz": []int{1}, "aaa": nil},
	}, `{"duration":8,"motion_mode":"normal","prompt":"<a & b> \"ü\" 🚢","quality":"720p","aspect_ratio":"9:16",`+
		`"lip_sync_tts_speaker_id":"auto","negative_prompt":"","seed":-9223372036854775808,"sound_effect_switch":false,`+
		`"aaa":null,"zzz":[1]}`)
	requireJSON(t, V6VideoRequest{Prompt: "p", GuidanceScale: Float(7.5)}, `{"prompt":"p","guidance_scale":7.5}`)
}

func requireJSON(t *testing.T, request json.Marshaler, expected string) {
	t.Helper()
	text, err := request.MarshalJSON()
	if err != nil || string(text) != expected {
		t.Errorf("JSON: %s, %v\nexpected: %s", text, err, expected)
	}
}

func TestUnmarshal_validRequest_isRead(t *testing.T) {
	var request TextToVideoRequest
	text := `{"prompt":"p","duration":8,"seed":7,"style":"clay","negative_prompt":""}`
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		t.Fatal(err)
	}
	expected := TextToVideoRequest{
		Prompt: "p", Duration: DurationSeconds8, Seed: Int(7), Style: StyleClay, NegativePrompt: String(""),
	}
	if !reflect.DeepEqual(request, expected) {
		t.Errorf("%+v, expected: %+v", request, expected)
	}
}

func TestUnmarshal_whatNoFieldCanHold_isSentAsItWas(t *testing.T) {
	var request V6VideoRequest
	text := `{"prompt":"\ud83d","width":512.0,"guidance_scale":7.00000000000000000001,"seed":99999999999999999999,"zzz":{"a":1.0}}`
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		t.Fatal(err)
	}
	requireJSON(t, request, text)
	request.Seed = Int(7)
	requireJSON(t, request, strings.Replace(text, "99999999999999999999", "7", 1))
}

func TestUnmarshal_notOneObject_isRejected(t *testing.T) {
	for _, text := range []string{"null", "7", `[]`, `{"prompt":"a","prompt":"b"}`, `{"zzz":[{"a":1,"a":2}]}`} {
		var request TextToVideoRequest
		err := json.Unmarshal([]byte(text), &request)
		requireContains(t, requireError(t, err, ErrInvalidRequest, BillingNotSent, 0).Error(), "json must be the text of one JSON object")
	}
}

func TestViolations_ofFields_areNamedInTheDocumentsWords(t *testing.T) {
	request := TextToVideoRequest{Prompt: " \t\r\n", Duration: 7, Quality: "4k", Seed: Int(0)}
	requireViolations(t, request.Violations(),
		"duration must be one of 5, 8, but was 7",
		`prompt must be text with at least one character other than space, tab and line break, but was " \t\r\n"`,
		`quality must be one of "360p", "540p", "720p", "1080p", but was "4k"`,
		"seed must be a whole number from 1 to 99999, but was 0")
	requireViolations(t, TextToVideoRequest{Seed: Int(100_000)}.Violations(),
		"prompt must be text with at least one character other than space, tab and line break, but was missing",
		"seed must be a whole number from 1 to 99999, but was 100000")
	requireViolations(t, TextToVideoRequest{Prompt: "p", Seed: Int(99_999)}.Violations())
	requireViolations(t, ImageToVideoRequest{Prompt: "p", ImageURL: "ftp://example.com/a"}.Violations(),
		`image_url must be an absolute http or https URL, percent-encoded as in RFC 3986, but was "ftp://example.com/a"`)
	requireViolations(t, ImageToVideoRequest{Prompt: "p", ImageURL: "https://[::1]:8080/a%20b?c#d"}.Violations())
	requireViolations(t, V6VideoRequest{Prompt: "p", GuidanceScale: Float(math.NaN())}.Violations(),
		"guidance_scale must be a number from 1 to 20, but was NaN")
	requireViolations(t, TextToVideoRequest{Prompt: "a\xff"}.Violations(), `prompt must be text in UTF-8, but was "a�"`)
}

func TestViolations_ofJSON_areJudgedAsJSONSchemaDoes(t *testing.T) {
	for text, expected := range map[string]string{
		`{"prompt":"p","duration":8.0}`:    "",
		`{"prompt":"p","duration":0.8e1}`:  "",
		`{"prompt":"p","duration":"5"}`:    `duration must be one of 5, 8, but was "5"`,
		`{"prompt":"p","duration":true}`:   "duration must be one of 5, 8, but was true",
		`{"prompt":"p","duration":null}`:   "duration must be one of 5, 8, but was null",
		`{"prompt":"p","seed":1.5}`:        "seed must be a whole number from 1 to 99999, but was 1.5",
		`{"prompt":"p","seed":1e999999}`:   "seed must be a whole number from 1 to 99999, but was 1e999999",
		`{"prompt":"p","seed":[1, 2]}`:     "seed must be a whole number from 1 to 99999, but was [1,2]",
		`{"prompt":""}`:                    `prompt must be text with at least one character other than space, tab and line break, but was ""`,
		`{"prompt":"p","promt":"x"}`:       `promt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "x"`,
		`{"prompt":"p","Prompt":"\u0041"}`: `Prompt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "A"`,
		`{"prompt":"p","a\nb":1}`:          `"a\nb" must be a field of TextToVideoRequest or an additional property, but was 1`,
	} {
		var request TextToVideoRequest
		if err := json.Unmarshal([]byte(text), &request); err != nil {
			t.Fatal(text, err)
		}
		if expected == "" {
			requireViolations(t, request.Violations())
		} else {
			requireViolations(t, request.Violations(), expected)
		}
	}
}

func TestViolations_severalKinds_areFieldsThenCombinationsThenUnknownFields(t *testing.T) {
	var request TextToVideoRequest
	text := `{"zzz":1,"duration":8,"quality":"1080p","motion_mode":"fast","seed":0}`
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		t.Fatal(err)
	}
	violations := request.Violations()
	requireViolations(t, violations,
		"prompt must be text with at least one character other than space, tab and line break, but was missing",
		"seed must be a whole number from 1 to 99999, but was 0",
		`duration 8 and motion_mode "fast" must not be combined: fast motion is available at 5 seconds only`,
		`duration 8 and quality "1080p" must not be combined: 1080p is available at 5 seconds only`,
		`motion_mode "fast" and quality "1080p" must not be combined: 1080p does not support fast motion`,
		"zzz must be a field of TextToVideoRequest or an additional property, but was 1")
	if fields := violations[2].Fields; !reflect.DeepEqual(fields, []string{"duration", "motion_mode"}) {
		t.Error(fields)
	}
}

func TestViolations_additionalProperties_areNotJudged(t *testing.T) {
	request := TextToVideoRequest{Prompt: "p", AdditionalProperties: map[string]any{"promt": 1}}
	requireViolations(t, request.Violations())

	request.AdditionalProperties = map[string]any{"duration": 7, "zzz": make(chan int)}
	requireViolations(t, request.Violations(), "zzz must be a value that JSON can hold, but was chan int",
		"name of an additional property must be text other than the document's fields (aspect_ratio, duration, motion_mode, prompt, "+
			`quality, negative_prompt, seed, style), but was "duration"`)
}

func requireViolations(t *testing.T, violations []Violation, expected ...string) {
	t.Helper()
	var messages []string
	for _, violation := range violations {
		messages = append(messages, violation.Message)
	}
	if strings.Join(messages, "\n") != strings.Join(expected, "\n") {
		t.Errorf("violations:\n%s\nexpected:\n%s", strings.Join(messages, "\n"), strings.Join(expected, "\n"))
	}
}

func TestExcerpt_longValue_isCut(t *testing.T) {
	long, _ := toJSON(strings.Repeat("a", 200))
	if text := excerpt(long); text != `"`+strings.Repeat("a", 99)+"… (202 characters)" {
		t.Error(text)
	}
	// Counted as Java counts.
	astral, _ := toJSON(strings.Repeat("\U0001F6A2", 60))
	requireContains(t, excerpt(astral), "… (122 characters)")
}

func TestRules_patterns_compile(t *testing.T) {
	for _, schema := range []*schema{
		&rulesOfTextToVideoRequest, &rulesOfImageToVideoRequest, &rulesOfV5VideoRequest, &rulesOfV5ExtendRequest, &rulesOfV6VideoRequest,
	} {
		for _, rule := range schema.fields {
			if rule.pattern != nil {
				rule.pattern()
			}
		}
	}
}

func TestCall_brokenRules_sendsNothingAndNamesThemAll(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	_, err := newTestClient(t, server.url).TextToVideo(context.Background(), TextToVideoRequest{Duration: 7, Seed: Int(0)})

	failure := requireError(t, err, ErrInvalidRequest, BillingNotSent, 0)
	if len(failure.Violations) != 3 {
		t.Error(failure.Violations)
	}
	expected := "textToVideo: the request breaks the rules of the document:\n" +
		"  duration must be one of 5, 8, but was 7\n" +
		"  prompt must be text with at least one character other than space, tab and line break, but was missing\n" +
		"  seed must be a whole number from 1 to 99999, but was 0\n" +
		"  [NOT_SENT: the request was not sent, nothing is billed]"
	if err.Error() != expected {
		t.Errorf("message: %s\nexpected: %s", err, expected)
	}
	server.requireRequests(t, 0)
}

func TestCall_withoutValidation_sendsWhatIsWrong(t *testing.T) {
	server := serve(t, writes(videoResponse()))
	client := newTestClient(t, server.url, WithoutValidation())
	if _, err := client.TextToVideo(context.Background(), TextToVideoRequest{Duration: 60}); err != nil {
		t.Fatal(err)
	}
	server.requireRequests(t, 1)

	_, err := client.GenerateV6Video(context.Background(), V6VideoRequest{Prompt: "p", GuidanceScale: Float(math.Inf(1))})
	requireError(t, err, ErrInvalidRequest, BillingNotSent, 0)
	server.requireRequests(t, 1)
}

func TestOpt_roundTrip(t *testing.T) {
	type holder struct {
		Seed Opt[int64] `json:"seed,omitzero"`
	}
	for text, expected := range map[string]holder{`{}`: {}, `{"seed":0}`: {Int(0)}} {
		var read holder
		written, err := json.Marshal(expected)
		if err = errors.Join(err, json.Unmarshal([]byte(text), &read)); err != nil || string(written) != text || read != expected {
			t.Errorf("%s: %s, %+v, %v", text, written, read, err)
		}
	}
	if Int(0).String() != "0" || (Opt[int64]{}).String() != "<not set>" || (Opt[int64]{}).Or(3) != 3 || Int(4).Or(3) != 4 {
		t.Error("an Opt shows or returns the wrong value")
	}
}
