package io.heddle.graph;

/** A wish to change one channel, made by the channel's own methods: {@code MESSAGES.add(Message.ai("hello"))}. */
public record Write(Channel<?> channel, ChannelChange change) {}
