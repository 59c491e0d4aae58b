package io.heddle.codec;

import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import java.util.List;

/** How a {@link ChannelChange} is written and read: as some elements of an array, the first of which names its kind. */
final class ChangeForms {
    private ChangeForms() {}

    static void write(JsonAssembly out, ChannelChange change) {
        switch (change) {
            case ChannelChange.Assign assign -> out.text("set").value(assign.value());
            case ChannelChange.Offer offer -> out.text("offer").value(offer.value());
            case ChannelChange.Append append -> {
                ValueForms.elements(out.text("append"), append.elements());
                if (append.keeping() != ChannelChange.Append.ALL) {
                    out.number(append.keeping());
                }
            }
            case ChannelChange.Upsert upsert -> MessageShapes.write(out.text("upsert"), upsert.messages());
            case ChannelChange.Arrive arrive -> ValueForms.texts(out.text("arrive"), arrive.parties());
            case ChannelChange.Combine combine -> ValueForms.elements(out.text("combine"), combine.operands());
            case ChannelChange.Overwrite overwrite -> write(out.text("overwrite"), overwrite.with());
            case ChannelChange.Flash flash -> write(out.text("flash"), flash.with());
            case ChannelChange.Truncate cut ->
                ValueForms.elements(out.text("truncate").number(cut.size()), cut.appended());
            case ChannelChange.Rewind back ->
                ValueForms.elements(out.text("rewind").number(back.size()), back.appended());
            case ChannelChange.Restore restore -> ValueForms.write(out.text("restore"), restore.value());
            case ChannelChange.Clear clear -> out.text("clear");
            case ChannelChange.Untracked untracked ->
                throw new IllegalArgumentException("what is not tracked is not written");
        }
    }

    static ChannelChange change(List<JsonSlice> parts) {
        String kind = parts.getFirst().text();
        return switch (kind) {
            case "combine" -> new ChannelChange.Combine(ValueForms.elements(parts.get(1)));
            case "overwrite" -> new ChannelChange.Overwrite(plain(parts.subList(1, parts.size())));
            case "flash" -> new ChannelChange.Flash(plain(parts.subList(1, parts.size())));
            case "truncate" ->
                new ChannelChange.Truncate(ValueForms.whole(parts.get(1)), ValueForms.elements(parts.get(2)));
            case "rewind" ->
                new ChannelChange.Rewind(ValueForms.whole(parts.get(1)), ValueForms.elements(parts.get(2)));
            case "restore" -> new ChannelChange.Restore(ValueForms.value(parts.get(1)));
            case "clear" -> new ChannelChange.Clear();
            default -> plain(parts);
        };
    }

    private static ChannelChange.Plain plain(List<JsonSlice> parts) {
        String kind = parts.getFirst().text();
        return switch (kind) {
            case "set" -> new ChannelChange.Assign(parts.get(1).value());
            case "offer" -> new ChannelChange.Offer(parts.get(1).value());
            case "append" ->
                new ChannelChange.Append(
                        ValueForms.elements(parts.get(1)),
                        parts.size() < 3 ? ChannelChange.Append.ALL : ValueForms.whole(parts.get(2)));
            case "upsert" -> new ChannelChange.Upsert(MessageShapes.read(parts.get(1)));
            case "arrive" -> new ChannelChange.Arrive(Members.list(parts.get(1), JsonSlice::text));
            default -> throw Members.unknown("change", kind);
        };
    }
}
