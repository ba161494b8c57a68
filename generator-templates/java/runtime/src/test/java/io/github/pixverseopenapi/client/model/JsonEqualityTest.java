package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-requests")
class JsonEqualityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "8 ; 8.0",
                "80e-1 ; 8",
                "0 ; -0.00",
                "1e400 ; 10e399",
                "[1,[2.0]] ; [1.0,[2]]",
                "{} ; {}",
                "[] ; []",
                "null ; null",
                "{\"a\":1,\"b\":[{\"c\":2}]} ; {\"b\":[{\"c\":2.0}],\"a\":1}",
                "\"a\" ; \"\\u0061\""
            })
    void equals_ofTheSameJson_isTrueWithTheSameHashCode(String left, String right) {
        assertThat(request(left)).isEqualTo(request(right)).hasSameHashCodeAs(request(right));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "9007199254740993 ; 9007199254740992",
                "1e400 ; 1e401",
                "0.1 ; 0.10000000000000000001",
                "8 ; \"8\"",
                "true ; \"true\"",
                "null ; \"null\"",
                "null ; 0",
                "null ; []",
                "[] ; {}",
                "[1] ; [1,1]",
                "[1] ; 1",
                "[1,2] ; [2,1]",
                "[1,2] ; [1,3]",
                "{\"a\":1} ; {\"b\":1}",
                "{\"a\":1} ; {\"a\":2}",
                "{\"a\":null} ; {}",
                "{\"a\":1,\"b\":2} ; {\"a\":2,\"b\":1}"
            })
    void equals_ofOtherJson_isFalseAndTheHashCodesDiffer(String left, String right) {
        assertThat(request(left)).isNotEqualTo(request(right)).doesNotHaveSameHashCodeAs(request(right));
        assertThat(request(right)).isNotEqualTo(request(left));
    }

    @Test
    void hash_ofArraysAndObjects_isThatOfListsAndMaps() {
        assertThat(JsonEquality.hash(JsonParser.parseString("[1,2.0]")))
                .isEqualTo(List.of(new BigDecimal(1), new BigDecimal(2)).hashCode());
        assertThat(JsonEquality.hash(JsonParser.parseString("{\"a\":1,\"b\":2.0}")))
                .isEqualTo(
                        Map.of("a", new BigDecimal(1), "b", new BigDecimal(2)).hashCode());
    }

    private static V6VideoRequest request(String value) {
        return V6VideoRequest.fromJson("{\"prompt\":" + value + "}");
    }
}
