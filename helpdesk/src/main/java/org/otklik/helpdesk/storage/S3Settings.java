package org.otklik.helpdesk.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Where large files go instead of the data folder, under {@code otklik.storage.s3}.
 *
 * @param endpoint of a server that isn't Amazon's; its buckets are named in the path
 * @param accessKey without one, the keys are looked for where Amazon's programs look
 * @param prefix before each file's name, for a bucket that others use too
 */
@ConfigurationProperties("otklik.storage.s3")
@Requires(property = "otklik.storage.s3.bucket")
public record S3Settings(
    String bucket,
    @Nullable String endpoint,
    @Bindable(defaultValue = "us-east-1") String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Bindable(defaultValue = "") String prefix) {
  /** The same bucket, further down. */
  S3Settings below(String name) {
    return new S3Settings(bucket, endpoint, region, accessKey, secretKey, prefix + name);
  }

  @Override
  public String toString() {
    return "s3 bucket " + bucket;
  }
}
