package org.otklik.helpdesk.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Attachment;

/**
 * What a ticket's page shows.
 *
 * @param requesterAddresses where the requester can be written to
 * @param operators who can be made responsible
 * @param refused what was asked for and not done
 */
public record TicketPage(
    Chrome chrome,
    TicketFile file,
    List<DeadlineView> deadlines,
    List<String> requesterAddresses,
    List<Operator> operators,
    Refused refused) {

  /** The form that was refused, why in words, and what was typed into it. */
  public record Refused(String form, String words, String text) {
    static final Refused NOTHING = new Refused("", "", "");

    public boolean is(String asked) {
      return form.equals(asked);
    }

    /** What to show in a form's text area. */
    public String textOf(String asked) {
      return is(asked) ? text : "";
    }
  }

  public TicketQueue.Item ticket() {
    return file.ticket();
  }

  public String address() {
    return "/tickets/" + ticket().number();
  }

  public String address(Attachment attachment) {
    return address() + "/attachments/" + attachment.id();
  }

  public String fileName(Attachment attachment) {
    return chrome.fileName(attachment.name());
  }

  public String fileSize(Attachment attachment) {
    return chrome.size(attachment.size());
  }

  /** A line of history in words. */
  public String happened(HistoryEntry entry) {
    return HistoryWords.of(entry, chrome.words(), chrome.times());
  }

  /** Where to ask whether anything is new. */
  public String newsAddress() {
    return address() + "/news?rev=" + revision(file);
  }

  static String revision(TicketFile file) {
    int hash = Long.hashCode(file.ticket().version());
    hash = 31 * hash + file.comments().size();
    hash = 31 * hash + file.history().size();
    hash = 31 * hash + file.deadlines().toString().hashCode();
    for (OutgoingLetter letter : file.letters()) {
      hash = 31 * hash + letter.state().name().hashCode();
    }
    return Integer.toHexString(hash);
  }

  public boolean isResponsible(Operator operator) {
    return operator.id() == orNobody(ticket().responsibleId());
  }

  /** Whether the reader could take it over. */
  public boolean canTake() {
    return chrome.operator().filter(o -> o.id() != orNobody(ticket().responsibleId())).isPresent();
  }

  public String readerId() {
    return chrome.operator().map(o -> Long.toString(o.id())).orElse("");
  }

  private static long orNobody(@Nullable Long id) {
    return id == null ? -1 : id;
  }
}
