package org.otklik.helpdesk.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;

class LettersTest {
  @Test
  void a_letter_is_found_by_its_message_id() {
    var letters = new Letters(() -> 141_733_920_768L, "support.example", "Support");
    OutgoingLetter letter =
        letters.letter(
            Purpose.ANSWER,
            "anna@client.example",
            new Letters.Words("Hello", "Anna"),
            Letters.Threading.NEW,
            new Letters.About(null, null),
            Instant.EPOCH);
    assertThat(Letters.idIn(letter.messageId())).contains(letter.id());
  }

  @Test
  void other_message_ids_name_no_letter() {
    assertThat(Letters.idIn("CAF=x+1@mail.example")).isEmpty();
    assertThat(Letters.idIn("no-dot@mail")).isEmpty();
    assertThat(Letters.idIn(".starts@with.a.dot")).isEmpty();
    assertThat(Letters.idIn("-5.answer@support.example")).isEmpty();
    assertThat(Letters.idIn("zzzzzzzzzzzzzzzzzzzz.answer@support.example")).isEmpty();
  }
}
