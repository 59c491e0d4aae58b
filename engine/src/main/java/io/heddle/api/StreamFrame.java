package io.heddle.api;

/** A numbered stream event. An id once sent never names another event of that run; ids grow, but need not be dense. */
public record StreamFrame(long id, StreamEvent event) {}
