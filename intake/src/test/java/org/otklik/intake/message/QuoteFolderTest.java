package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteFolderTest {

  private static QuoteFolder.Folded fold(String text) {
    return QuoteFolder.fold(text, -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Mon, 1 Jan 2024 at 10:00, Support <s@x.example> wrote:\n> old",
        "On Mon, 1 Jan 2024 at 10:00, Support <\ns@x.example> wrote:\n\n> old",
        "On Mon, Jan 1, 2024, Support via Otklik\nwrote:\n> old",
        "пн, 1 янв. 2024 г. в 10:00, Support <s@x.example>:\n\n> old",
        "01.01.2024 10:00, Support пишет:\n> old",
        "1 января 2024 г., в 10:00, Support <s@x.example> написал(а):\n\n> old",
        "Понедельник, 1 января 2024, 10:00 +03:00 от Support <s@x.example>:\n> old",
        "01.01.2024, 10:00, \"Support\" <s@x.example>:\nold",
        "Am 01.01.2024 um 10:00 schrieb Support:\n> old",
        "Le lun. 1 janv. 2024 à 10:00, Support <s@x.example> a écrit :\n> old",
        "-----Original Message-----\nFrom: s@x.example\nold",
        "-----Исходное сообщение-----\nFrom: s@x.example\nold",
        "________________________________\nFrom: Support\nSent: Monday\nTo: Anna\nSubject: x\n\nold",
        "От: Support\nОтправлено: 1 января 2024 г.\nКому: Anna\nТема: x\n\nold",
        "*From:* Support\n*Sent:* Monday\n*To:* Anna\n\nold",
        "> old\n> older",
        "-- \nAnna Petrova\n+7 495 000-00-00",
        "Отправлено с iPhone",
        "Sent from my iPhone\n\nOn 1 Jan 2024, at 10:00, Support <s@x.example> wrote:\n\n> old",
      })
  void what_a_program_puts_below_is_folded_away(String below) {
    QuoteFolder.Folded folded = fold("It works now.\nThanks!\n\n" + below + "\n");
    assertThat(folded.newText()).isEqualTo("It works now.\nThanks!");
    assertThat(folded.quoted()).isEqualTo(below);
  }

  @Test
  void an_attribution_right_below_the_text_takes_none_of_it() {
    assertThat(fold("See 1: it works\nOn 1 Jan 2024, A <a@x.example> wrote:\n> old").newText())
        .isEqualTo("See 1: it works");
  }

  @Test
  void an_answer_below_the_quotation_is_new() {
    QuoteFolder.Folded folded = fold("On 1 Jan 2024, A wrote:\n> old\n\nIt works.\n");
    assertThat(folded.newText()).isEqualTo("It works.");
    assertThat(folded.quoted()).isEqualTo("On 1 Jan 2024, A wrote:\n> old");
  }

  @Test
  void answers_between_the_quoted_lines_keep_them() {
    String text = "On 1 Jan 2024, A wrote:\n> one?\nyes\n> two?\nno";
    assertThat(fold(text).newText()).isEqualTo(text);
  }

  @Test
  void a_forwarded_mail_is_what_its_sender_wants_read() {
    String text =
        "FYI\n\n---------- Forwarded message ---------\nFrom: b@x.example\nDate: today\n\nHelp!";
    assertThat(fold(text).newText()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Just text.",
        "Steps:\n1. open\n2. close: it fails",
        "From: here one can't tell",
        "It happens at 10:00, user a@x.example:\nnothing prints",
      })
  void ordinary_text_stays_whole(String text) {
    QuoteFolder.Folded folded = fold(text);
    assertThat(folded.newText() + folded.quoted()).contains(text.lines().findFirst().orElseThrow());
    assertThat(folded.newText()).isNotEmpty();
  }

  @Test
  void the_containers_of_gmail_and_outlook_are_folded() {
    String gmail =
        "<div dir=ltr>New</div><div class=\"gmail_quote\"><div class=gmail_attr>Somebody, once<br>"
            + "</div><blockquote class=\"gmail_quote\">old</blockquote></div>";
    String outlook =
        "<p class=MsoNormal>New</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
            + "padding:3.0pt 0cm 0cm 0cm'><p>Somebody, once</p></div></div><p>old</p>";
    for (String html : new String[] {gmail, outlook}) {
      ParsedMessage mail = Mails.parse("Content-Type: text/html\n\n" + html);
      assertThat(mail.newText()).isEqualTo("New");
      assertThat(mail.quoted()).contains("Somebody, once").contains("old");
      assertThat(mail.text()).contains("New").contains("old");
    }
  }
}
