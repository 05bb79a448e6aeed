package org.otklik.intake.invitation;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataListener;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectReader;
import com.github.mangstadt.vinnie.io.Warning;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the first meeting of a calendar. Thread-safe. */
public final class InvitationReader {
  /** Longer calendars hold pictures and histories; what counts stands at their beginning. */
  public static final int LONGEST = 256 * 1024;

  private static final int LONGEST_TEXT = 1_000;

  private InvitationReader() {}

  /** The invitation in a calendar; nothing when there is no meeting in it. */
  public static Optional<Invitation> read(String calendar) {
    var meeting = new Meeting();
    try (var reader = new VObjectReader(new StringReader(calendar), SyntaxRules.iCalendar())) {
      reader.parse(meeting);
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
    return meeting.invitation();
  }

  /** Gathers the properties of the first event, and what is said of time zones. */
  private static final class Meeting implements VObjectDataListener {
    private final Map<String, VObjectProperty> properties = new HashMap<>();
    private final Times times = new Times();
    private String method = "";
    private String zone = "";
    private boolean found;
    private boolean ended;

    @Override
    public void onComponentBegin(String name, Context context) {
      boolean event = name.equalsIgnoreCase("VEVENT");
      found |= event;
    }

    @Override
    public void onComponentEnd(String name, Context context) {
      ended |= name.equalsIgnoreCase("VEVENT");
    }

    @Override
    public void onProperty(VObjectProperty property, Context context) {
      String name = property.getName().toUpperCase(Locale.ROOT);
      List<String> parents = context.getParentComponents();
      String parent = parents.isEmpty() ? "" : parents.getLast().toUpperCase(Locale.ROOT);
      switch (parent) {
        case "VEVENT" -> {
          if (!ended) {
            properties.putIfAbsent(name, property);
          }
        }
        case "VCALENDAR" -> {
          if (name.equals("METHOD")) {
            method = line(value(property)).toUpperCase(Locale.ROOT);
          }
        }
        case "VTIMEZONE" -> {
          if (name.equals("TZID")) {
            zone = value(property);
          }
        }
        case "STANDARD", "DAYLIGHT" -> {
          if (name.equals("TZOFFSETTO")) {
            times.define(zone, value(property));
          }
        }
        default -> {}
      }
    }

    @Override
    public void onVersion(String value, Context context) {
      // 2.0, and 1.0 of old phones: both have what is looked for
    }

    @Override
    public void onWarning(
        Warning warning,
        @Nullable VObjectProperty property,
        @Nullable Exception thrown,
        Context context) {
      // what can't be read is left out
    }

    Optional<Invitation> invitation() {
      if (!found) {
        return Optional.empty();
      }
      return Optional.of(
          new Invitation(
              method,
              text("UID"),
              text("SUMMARY"),
              time("DTSTART"),
              time("DTEND"),
              text("LOCATION"),
              organizer()));
    }

    private String text(String name) {
      VObjectProperty property = properties.get(name);
      return property == null ? "" : line(VObjectPropertyValues.unescape(value(property)));
    }

    private Optional<java.time.temporal.Temporal> time(String name) {
      VObjectProperty property = properties.get(name);
      return property == null
          ? Optional.empty()
          : times.read(value(property).strip(), property.getParameters().first("TZID"));
    }

    private String organizer() {
      VObjectProperty property = properties.get("ORGANIZER");
      String address = property == null ? "" : line(value(property));
      return address.regionMatches(true, 0, "mailto:", 0, 7) ? address.substring(7) : address;
    }

    private static String value(VObjectProperty property) {
      return property.getValue() == null ? "" : property.getValue();
    }

    private static String line(String text) {
      String line =
          text.substring(0, Math.min(text.length(), 2 * LONGEST_TEXT))
              .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ")
              .strip();
      int end = Math.min(line.length(), LONGEST_TEXT);
      boolean half =
          end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
      return line.substring(0, half ? end - 1 : end);
    }
  }
}
