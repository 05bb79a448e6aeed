package org.otklik.helpdesk.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.crash.Postman.Brought;
import org.otklik.helpdesk.crash.Postman.Due;
import org.otklik.helpdesk.running.MailSink.Taken;

/**
 * What became of every mail that was brought, by what the database and the receiving mail server
 * hold in the end.
 *
 * @param lost effects that are missing, in words
 * @param twice effects that came about more than once, in words
 * @param repeated letters sent again under the same Message-ID
 */
record Tally(List<String> lost, List<String> twice, int repeated) {
  private static final Pattern NUMBER = Pattern.compile("<crash-(\\d+)@");

  static Tally of(List<Brought> brought, Connection database, List<Taken> sent)
      throws SQLException {
    var count = new Tally(new ArrayList<>(), new ArrayList<>(), repeats(sent));
    Map<String, Integer> outcomes =
        counts(database, "SELECT CONCAT(message_id, ' ', outcome), COUNT(*) FROM mail GROUP BY 1");
    Map<String, Integer> rows =
        counts(database, "SELECT message_id, COUNT(*) FROM mail GROUP BY 1");
    Map<String, Integer> tickets =
        counts(database, "SELECT subject, COUNT(*) FROM ticket GROUP BY 1");
    Map<String, Integer> replies =
        counts(database, "SELECT text, COUNT(*) FROM comment WHERE kind = 'REPLY' GROUP BY 1");
    Map<String, Set<String>> letters = lettersByCause(sent);
    for (Brought mail : brought) {
      String id = mail.messageId();
      int wanted = mail.due() == Due.REGISTERED || mail.due() == Due.FORWARDED ? 1 : 0;
      count.exactly(1, outcomes.get(id + " " + mail.due()), id + " " + mail.due());
      count.exactly(mail.copies() - 1, outcomes.get(id + " DUPLICATE"), id + " DUPLICATE");
      count.exactly(mail.copies(), rows.get(id), id + " kept");
      count.exactly(
          mail.due() == Due.REGISTERED ? 1 : 0, tickets.get(mail.subject()), id + " ticket");
      count.exactly(mail.due() == Due.APPENDED ? 1 : 0, replies.get(mail.subject()), id + " reply");
      count.exactly(wanted, letters.getOrDefault(id, Set.of()).size(), id + " letter");
    }
    return count;
  }

  private void exactly(int wanted, @Nullable Integer found, String what) {
    int have = found == null ? 0 : found;
    if (have < wanted) {
      lost.add(what);
    } else if (have > wanted) {
      twice.add(what);
    }
  }

  /** Copies of a letter beyond the first. */
  private static int repeats(List<Taken> sent) {
    return sent.size() - (int) sent.stream().map(Taken::messageId).distinct().count();
  }

  /** Message-IDs of letters, by the mail that they answer or carry; a repeat is the same letter. */
  private static Map<String, Set<String>> lettersByCause(List<Taken> sent) {
    var letters = new HashMap<String, Set<String>>();
    for (Taken mail : sent) {
      var number = NUMBER.matcher(mail.raw());
      if (number.find()) {
        letters
            .computeIfAbsent("crash-" + number.group(1) + "@clients.example", _ -> new HashSet<>())
            .add(mail.messageId());
      }
    }
    return letters;
  }

  private static Map<String, Integer> counts(Connection database, String query)
      throws SQLException {
    var counts = new HashMap<String, Integer>();
    try (var statement = database.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        counts.put(row.getString(1), row.getInt(2));
      }
    }
    return counts;
  }
}
