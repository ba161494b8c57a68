package io.github.pixverseopenapi.contract.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-redaction")
class SecretFormTest {

    @Test
    void of_secretThatLooksEncoded_isAlsoFoundDecodedIfLongEnough() {
        assertThat(SecretForm.of("%61bcdefgh")).extracting(SecretForm::text).contains("%61bcdefgh", "abcdefgh");
        assertThat(SecretForm.of("%61bcdefg"))
                .extracting(SecretForm::text)
                .contains("%61bcdefg")
                .doesNotContain("abcdefg");
    }

    @Test
    void isIdentifiable_threeQuartersOfTheSecret_isTrue() {
        SecretForm twenty = new SecretForm("x".repeat(20), true, 6);
        assertThat(twenty.isIdentifiable(14)).isFalse();
        assertThat(twenty.isIdentifiable(15)).isTrue();
        SecretForm seven = new SecretForm("x".repeat(7), true, 6);
        assertThat(seven.isIdentifiable(6)).isFalse();
        assertThat(seven.isIdentifiable(7)).isTrue();
    }
}
