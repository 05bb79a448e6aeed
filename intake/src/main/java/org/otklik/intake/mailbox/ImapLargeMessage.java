package org.otklik.intake.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.protocol.BODY;

/** A message that is fetched piece by piece, by UID. */
final class ImapLargeMessage implements LargeMessage {
  /** Bytes asked for in one round trip, and so held in memory (twice, while they are parsed). */
  static final int PIECE = 512 << 10;

  /** Bytes after which a message that does not end is given up; no mail server takes more. */
  private static final long LONGEST = 1L << 30;

  private static final byte[] NOTHING = {};

  private final ImapConnection connection;
  private final long uid;
  private final long size;
  private volatile boolean over;
  private volatile boolean given = true;
  private volatile Optional<MailboxFailure> failure = Optional.empty();

  ImapLargeMessage(ImapConnection connection, long uid, long size) {
    this.connection = connection;
    this.uid = uid;
    this.size = size;
  }

  @Override
  public InputStream open() throws IOException {
    checkNotOver();
    return new Pieces();
  }

  /** As the server counts it (RFC822.SIZE), which may be off; 0 when it does not say. */
  @Override
  public long size() {
    return Math.max(size, 0);
  }

  @Override
  public Optional<MailboxFailure> failure() {
    return failure;
  }

  @Override
  public boolean given() {
    return given;
  }

  @Override
  public void close() {
    over = true;
  }

  private void checkNotOver() throws IOException {
    if (over) {
      throw new IOException("A large message can be read only while its batch is being taken.");
    }
  }

  private byte[] piece(long offset) throws IOException {
    checkNotOver();
    try {
      var items = "BODY.PEEK[]<" + offset + "." + PIECE + ">";
      var response = connection.fetch(List.of(uid), items).get(uid);
      var body = response == null ? null : response.getItem(BODY.class);
      var bytes = body == null ? null : body.getByteArray();
      if (bytes == null && body != null && offset > 0) {
        return NOTHING; // NIL past the end
      }
      if (bytes == null || offset > LONGEST) {
        given = false;
        throw new IOException("The server gave no bytes of message " + uid + " from " + offset);
      }
      return bytes.getNewBytes();
    } catch (MailboxFailure e) {
      failure = Optional.of(e);
      throw new IOException(e.words(), e);
    }
  }

  /** Ends where the server has no more to give, whatever size it had told. */
  private final class Pieces extends InputStream {
    private byte[] piece = new byte[0];
    private int position;
    private long fetched;
    private boolean end;

    @Override
    public int read() throws IOException {
      return advance() ? piece[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!advance()) {
        return -1;
      }
      int count = Math.min(length, piece.length - position);
      System.arraycopy(piece, position, buffer, offset, count);
      position += count;
      return count;
    }

    private boolean advance() throws IOException {
      if (position == piece.length && !end) {
        piece = piece(fetched);
        position = 0;
        fetched += piece.length;
        // A server may give less than asked for, and tell a wrong size: a short piece is the last
        // only where both agree, else the piece with nothing in it.
        end = piece.length == 0 || (piece.length < PIECE && fetched == size);
      }
      return position < piece.length;
    }
  }
}
