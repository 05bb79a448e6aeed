package org.otklik.intake.message;

import java.util.List;

/** The line with which a signature begins: "-- ", or what phones put at the end. */
final class SignatureLine {
  private static final Beginnings SENT_FROM =
      new Beginnings(
          List.of(
              "sent from my ",
              "sent from outlook",
              "sent from mail",
              "sent from yahoo",
              "sent via ",
              "sent from a ",
              "sent from samsung",
              "get outlook for",
              "отправлено с ",
              "отправлено из ",
              "отправлено через ",
              "отправлено от ",
              "надіслано з ",
              "von meinem ",
              "gesendet von ",
              "envoyé de ",
              "envoyé depuis ",
              "enviado desde ",
              "enviado do ",
              "inviato da ",
              "verzonden vanaf ",
              "verstuurd vanaf ",
              "wysłane z ",
              "skickat från ",
              "sendt fra ",
              "послано с ",
              "odesláno z ",
              "lähetetty ",
              "elküldve ",
              "trimis de pe ",
              "изпратено от ",
              "адпраўлена з "));

  private SignatureLine() {}

  /** "-- " and what phones put at the end. */
  static boolean begins(List<String> lines, int at) {
    String line = lines.get(at);
    if (line.length() > 120) {
      return false;
    }
    String bare = line.strip();
    return bare.equals("--")
        || bare.equals("—")
        || bare.equals("___")
        || bare.equals("ᐧ")
        || SENT_FROM.begin(bare);
  }
}
