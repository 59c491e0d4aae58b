package io.heddle.codec;

import io.heddle.api.Message;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.MessageList;
import io.heddle.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One change of each kind that is ever written down, by the name of its golden pair. */
final class ChangeSamples {
    static final Map<String, ChannelChange> ALL = all();

    private ChangeSamples() {}

    private static Map<String, ChannelChange> all() {
        JsonValue message = Message.human("hi").withId("m1").json();
        ChannelChange.Append append = new ChannelChange.Append(List.of(json("1"), json("{\"a\":[]}")));
        ChannelChange.Assign assign = new ChannelChange.Assign(json("\"x\""));
        ChannelChange.Upsert upsert = new ChannelChange.Upsert(List.of(message));
        ChannelValue.Log log = ChannelValue.Log.of(List.of(json("1"), json("2.50")));
        Map<String, ChannelChange> all = new LinkedHashMap<>();
        all.put("set", assign);
        all.put("offer", new ChannelChange.Offer(json("{\"mood\":\"calm\"}")));
        all.put("append", append);
        all.put("append-keeping", new ChannelChange.Append(List.of(json("1")), 1_000));
        all.put("upsert", upsert);
        all.put("upsert-shapes", new ChannelChange.Upsert(shapes()));
        all.put("arrive", new ChannelChange.Arrive(List.of("legal", "tech")));
        all.put("combine", new ChannelChange.Combine(List.of(json("1"), json("2"))));
        all.put("overwrite-set", new ChannelChange.Overwrite(assign));
        all.put("overwrite-append", new ChannelChange.Overwrite(new ChannelChange.Append(List.of(), 5)));
        all.put("overwrite-upsert", new ChannelChange.Overwrite(upsert));
        all.put("overwrite-arrive", new ChannelChange.Overwrite(new ChannelChange.Arrive(List.of())));
        all.put("flash-set", new ChannelChange.Flash(assign));
        all.put("flash-offer", new ChannelChange.Flash(new ChannelChange.Offer(json("1"))));
        all.put("flash-append", new ChannelChange.Flash(append));
        all.put("truncate", new ChannelChange.Truncate(3, List.of(json("null"))));
        all.put("rewind", new ChannelChange.Rewind(0, List.of(message)));
        all.put("restore-log", new ChannelChange.Restore(log));
        all.put("restore-log-dropped", new ChannelChange.Restore(log.last(1)));
        all.put(
                "restore-messages",
                new ChannelChange.Restore(new ChannelValue.Messages(MessageList.of(List.of(message)))));
        all.put("restore-arrived", new ChannelChange.Restore(new ChannelValue.Arrived(List.of("legal"))));
        all.put(
                "restore-flash",
                new ChannelChange.Restore(new ChannelValue.Flash(new ChannelValue.Single(json("true")))));
        all.put("clear", new ChannelChange.Clear());
        return all;
    }

    /** Those that are written short, and some that are almost like them. */
    private static List<JsonValue> shapes() {
        Message.ToolCall call = new Message.ToolCall("c1", "search", json("{\"q\":\"\\\"\"}"));
        return List.of(
                Message.human("a \"word\"\n").withId("m1").json(),
                Message.ai("").withId("m2").json(),
                Message.system("be kind").withId("m \\3").json(),
                Message.ai("", List.of(call)).withId("m4").json(),
                Message.tool(call, "found").withId("m5").json(),
                Message.human("named").withId("m6").json().with("name", JsonValue.ofString("ada")),
                Message.human("")
                        .json()
                        .with("content", json("[{\"type\":\"text\",\"text\":\"hi\"}]"))
                        .with("id", JsonValue.ofString("m7")),
                json("{ \"type\":\"ai\", \"id\":\"m8\" }"));
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
