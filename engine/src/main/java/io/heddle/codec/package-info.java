/**
 * What a thread's journal and snapshots look like as bytes: JSON with a name and a version for each event, kept for ever.
 * And what nodes say to each other: records in CBOR, never kept.
 *
 * <p>Pure: imports {@code io.heddle.thread} and what lies below it. No class is named in what is kept, so that classes may be
 * renamed; between nodes of two versions they may not. Start with {@link io.heddle.codec.EventCodec}; {@link io.heddle.codec.EventKind} holds the names.
 */
@NullMarked
package io.heddle.codec;

import org.jspecify.annotations.NullMarked;
