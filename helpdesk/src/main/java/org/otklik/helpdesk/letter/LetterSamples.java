package org.otklik.helpdesk.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.words.Words;

/** What a letter would look like: its template with invented values. */
public final class LetterSamples {
  private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  private static final Instant DUE = Instant.parse("2026-11-23T15:00:00Z");

  private LetterSamples() {}

  /** With a value for everything that its template can name; it has been checked before. */
  public static Letters.Words of(LetterKind kind, Language language, LetterText text) {
    Map<String, Object> all = values(language);
    all.keySet().retainAll(kind.placeholders());
    return CompiledLetter.of(text, language).words(all);
  }

  private static Map<String, Object> values(Language language) {
    Words words = Words.in(language);
    boolean russian = language == Language.RU;
    String due = words.dateTime(DUE, ZONE);
    var all = new HashMap<String, Object>();
    all.put("reader", russian ? "Анна Петрова" : "Jane Miller");
    all.put("requester", russian ? "Анна Петрова" : "Jane Miller");
    all.put("responsible", russian ? "Ольга Смирнова" : "Olga Smirnova");
    all.put("client", russian ? "ООО «Ромашка»" : "Northwind Ltd");
    all.put("contract", russian ? "СП-2026/7" : "SP-2026/7");
    all.put("signature", russian ? "Служба поддержки" : "Support");
    all.put("number", "1042");
    all.put(
        "subject", russian ? "Не проходит <оплата> & сверка" : "Nightly <export> & import stop");
    all.put("text", russian ? "Первая строка.\nВторая & <третья>." : "A line.\nAnother & <third>.");
    all.put("sender", russian ? "Борис <boris@romashka.example>" : "Bob <bob@northwind.example>");
    all.put("address", russian ? "boris@romashka.example" : "bob@northwind.example");
    all.put("registered", true);
    all.put("count", "2");
    all.put("term", "4wh");
    all.put("list", "• 20.11.2026 15:30 · bob@northwind.example · Question");
    all.put("component", russian ? "Учёт" : "Accounting");
    all.put("release", "4.2");
    all.put("zone", ZONE.getId());
    all.put("state", words.say("console.state.IN_PROGRESS"));
    all.put("category", words.say("category.error"));
    all.put("priority", words.say("priority.high"));
    all.put("planned", due);
    all.put("nextDue", due);
    all.put("due", due);
    all.put("noticeAt", due);
    all.put("closedAt", due);
    all.put("reopenUntil", due);
    all.put("closing", words.say("closing.accepted"));
    all.put("deadline", words.say("deadline.resolution"));
    all.put("noticed", words.say("noticed.in-time"));
    all.put("toClient", true);
    all.put("because", Map.of("accepted", true));
    all.put("kind", Map.of("acceptance", true));
    return all;
  }
}
