package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of machines and reports of failed delivery (cases 28 and 71). */
class AutomaticMailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; x=y",
        "Precedence: bulk",
        "Precedence: LIST",
        "X-Auto-Response-Suppress: All",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "List-Id: news <news.x.example>",
        "Return-Path: <>",
        "Subject: Автоответ: в отпуске",
      })
  void mail_of_machines_is_told_with_the_reason(String header) {
    Automatic automatic = Mails.withHeader(header).automatic();
    assertThat(automatic.automatic()).isTrue();
    assertThat(automatic.why()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: no",
        "Precedence: normal",
        "X-Auto-Response-Suppress: DR, RN",
        "Return-Path: <a@x.example>",
        "Subject: Re: Автоответ: в отпуске",
      })
  void mail_of_people_is_not(String header) {
    assertThat(Mails.withHeader(header).automatic().automatic()).isFalse();
  }

  @Test
  void a_read_receipt_is_automatic() {
    ParsedMessage mail =
        Mails.parse(
            """
            From: a@x.example
            Content-Type: multipart/report; report-type=disposition-notification; boundary=b

            --b

            Your message was read.
            --b
            Content-Type: message/disposition-notification

            Disposition: manual-action/MDN-sent-manually; displayed
            --b--
            """);
    assertThat(mail.automatic())
        .isEqualTo(Automatic.because("report-type=disposition-notification"));
    assertThat(mail.bounce()).isEmpty();
  }

  private static ParsedMessage report(String status) {
    return Mails.parse(
        """
        From: MAILER-DAEMON@x.example
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        I'm sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.x.example

        %s
        --b
        Content-Type: message/rfc822

        Message-ID: <ours@firm.example>
        To: joe@y.example

        hello
        --b--
        """
            .formatted(status));
  }

  @Test
  void an_rfc_3464_report_names_who_failed_whether_for_good_and_which_message() {
    ParsedMessage mail =
        report("Final-Recipient: rfc822; Joe@Y.example\nAction: failed\nStatus: 5.1.1");
    assertThat(mail.bounce()).hasValue(new Bounce("joe@y.example", true, "ours@firm.example"));
    assertThat(mail.automatic().automatic()).isTrue();
  }

  @Test
  void a_failure_for_now_is_not_permanent_and_a_success_is_no_failure() {
    assertThat(
            report("Final-Recipient: rfc822; j@y.example\nAction: delayed\nStatus: 4.4.1").bounce())
        .hasValue(new Bounce("j@y.example", false, "ours@firm.example"));
    assertThat(
            report("Final-Recipient: rfc822; j@y.example\nAction: delivered\nStatus: 2.0.0")
                .bounce())
        .isEmpty();
  }

  @Test
  void of_several_recipients_the_one_who_failed_is_told() {
    assertThat(
            report(
                    "Final-Recipient: rfc822; a@y.example\nAction: relayed\nStatus: 2.0.0\n\n"
                        + "Final-Recipient: rfc822; b@y.example\nAction: failed\nStatus: 5.7.1")
                .bounce())
        .hasValue(new Bounce("b@y.example", true, "ours@firm.example"));
  }

  @Test
  void a_failure_told_in_prose_is_recognised() {
    ParsedMessage mail =
        Mails.parse(
            """
            Return-Path: <>
            From: Mailer-Daemon@mx.x.example
            To: support@firm.example
            Subject: failure notice

            Sorry, support@firm.example, it didn't work out.

            <joe@y.example>:
            said: 450 4.2.2 mailbox full

            --- Below this line is a copy of the message.

            Message-ID: <ours@firm.example>
            To: other@y.example
            """);
    assertThat(mail.bounce()).hasValue(new Bounce("joe@y.example", false, "ours@firm.example"));
  }

  @Test
  void a_customer_who_sends_a_report_on_sends_no_bounce() {
    ParsedMessage mail =
        Mails.parse(
            """
            From: anna@x.example
            X-Failed-Recipients: joe@y.example
            Subject: Look what came back: delivery failed
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; joe@y.example
            Action: failed
            --b--
            """);
    assertThat(mail.bounce()).isEmpty();
    assertThat(mail.automatic().automatic()).isFalse();
  }

  @Test
  void a_customer_who_writes_about_failed_delivery_sends_no_bounce() {
    ParsedMessage mail =
        Mails.parse(
            "From: anna@x.example\nSubject: Delivery failed\n\n<joe@y.example>: 550 5.1.1\n");
    assertThat(mail.bounce()).isEmpty();
  }
}
