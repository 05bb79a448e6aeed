package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;

/** Lines that programs draw between a mail and the one that it answers or sends on. */
final class Separator {
  private static final List<String> ORIGINAL =
      List.of(
          "original message",
          "исходное сообщение",
          "original appointment",
          "reply message",
          "original-nachricht",
          "ursprüngliche nachricht",
          "mensaje original",
          "message d'origine",
          "message d’origine",
          "messaggio originale",
          "oorspronkelijk bericht",
          "mensagem original",
          "originalmeddelande",
          "оригінальне повідомлення",
          "исходное письмо",
          "wiadomość oryginalna",
          "oryginalna wiadomość",
          "opprinnelig melding",
          "ответное сообщение",
          "původní zpráva",
          "alkuperäinen viesti",
          "oprindelig meddelelse",
          "özgün ileti",
          "orijinal mesaj",
          "eredeti üzenet",
          "mesaj original",
          "оригинално съобщение",
          "арыгінальнае паведамленне",
          "原始邮件",
          "原始郵件",
          "元のメッセージ",
          "원본 메시지",
          "reply above this line");

  private static final List<String> FORWARD =
      List.of(
          "forwarded message",
          "пересылаемое сообщение",
          "пересланное сообщение",
          "переадресованное сообщение",
          "forwarded by",
          "конец пересылаемого",
          "weitergeleitete nachricht",
          "mensaje reenviado",
          "message transféré",
          "messaggio inoltrato",
          "переслане повідомлення");

  private static final Beginnings FORWARD_START =
      new Beginnings(
          List.of(
              "begin forwarded message:", "начало переадресованного сообщения:",
              "начало пересылаемого сообщения:", "anfang der weitergeleiteten"));

  private Separator() {}

  /** A line of dashes, underscores and the like. */
  static boolean isRule(String line) {
    String bare = line.strip();
    for (int i = 0; i < bare.length(); i++) {
      if ("-_=*—–~".indexOf(bare.charAt(i)) < 0) {
        return false;
      }
    }
    return bare.length() > 2;
  }

  static boolean isOriginal(String line) {
    return isTitled(line, ORIGINAL);
  }

  static boolean isForward(String line) {
    return isTitled(line, FORWARD) || FORWARD_START.begin(line);
  }

  /** "-----Original Message-----". */
  private static boolean isTitled(String line, List<String> titles) {
    if (line.length() > 100 || !beginsDrawn(line)) {
      return false;
    }
    String bare = line.replace("*", "").strip();
    if (!bare.startsWith("--")
        && !bare.startsWith("__")
        && !bare.startsWith("==")
        && !bare.startsWith("##")) {
      return false;
    }
    String title = low(bare.replaceAll("[-_=#*]+", " ").strip());
    return titles.stream().anyMatch(title::startsWith);
  }

  /** Nearly no line does; the others are told apart by their first sign. */
  private static boolean beginsDrawn(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '*' && !Character.isWhitespace(c)) {
        return "-_=#".indexOf(c) >= 0;
      }
    }
    return false;
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
