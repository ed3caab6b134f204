package io.quarkiverse.eventstore.bench;

/**
 * What a contender is asked to do: one JSON line to its process.
 *
 * @param action {@code append}, {@code hot}, {@code aggregate}, {@code aggregate-any}, {@code aggregate-spread}, {@code mixed},
 *        {@code catch-up}, {@code forward}, {@code delivery}, {@code delivery-elsewhere} or {@code memory}
 * @param callers how many work at the same time, each beginning the next operation when the last one has ended
 * @param events per append or per stream
 * @param streams how many streams to choose from
 * @param seconds how long to measure
 * @param run tells runs apart, so that each has streams of its own
 * @param company who else is at work
 */
public record Work(String action, int callers, int events, int streams, double seconds, String run, Company company) {

    public Work {
        if (callers < 1) {
            throw new IllegalArgumentException("Work: expected 1 caller or more, but there are " + callers + ".");
        }
    }

    public Work(String action, int callers, int events, int streams, double seconds, String run) {
        this(action, callers, events, streams, seconds, run, Company.NOBODY);
    }

    public Work inCompanyOf(Company others) {
        return new Work(action, callers, events, streams, seconds, run, others);
    }

    /** The same work, for so long and in a run of its own. */
    public Work inRun(String name, double duration) {
        return new Work(action, callers, events, streams, duration, name, company);
    }
}
