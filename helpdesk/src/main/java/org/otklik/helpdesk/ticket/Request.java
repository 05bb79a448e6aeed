package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.StaffMember;

/**
 * What a member of a client's staff says to us, by whatever channel: the beginning of a ticket, or
 * a reply on one.
 *
 * @param quoted how many characters of the message the text leaves out
 * @param arrivedAt when the channel's server took it
 */
public record Request(
    StaffMember from,
    Ticket.Channel channel,
    String subject,
    String text,
    int quoted,
    Instant arrivedAt,
    @Nullable Long mailId,
    List<File> files) {

  /** A file that came along. */
  public record File(
      int part, String name, String type, long size, String sha256, boolean inlined) {}
}
