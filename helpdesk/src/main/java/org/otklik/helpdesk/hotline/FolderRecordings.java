package org.otklik.helpdesk.hotline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.otklik.telephony.Recording;

/** Recordings in a folder: the PBX's own on this machine, or a mount of it. */
record FolderRecordings(Path folder) implements RecordingSource {
  @Override
  public void reach() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    if (!Files.isExecutable(folder)) {
      throw new IOException("the folder " + folder + " can't be entered");
    }
  }

  @Override
  public <T> Optional<T> read(Recording recording, Reader<T> reader) throws IOException {
    Path path = folder.resolve(recording.fileName());
    try {
      // No link is followed: whoever may write there could show us any file of this machine.
      var file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!file.isRegularFile()) {
        return Optional.empty();
      }
      try (var bytes = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(
            reader.read(new File(file.size(), file.lastModifiedTime().toInstant()), bytes));
      }
    } catch (NoSuchFileException _) {
      reach();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
