package io.heddle.graph;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.heddle.api.Message;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in JSON Schema what {@link UserTypes} says to Jackson, where the generator would say something else. */
final class SchemaRules {
    /** The schema of one message; {@link TypeSchemas} adds what it refers to. */
    static final String MESSAGE = "#/$defs/Message";

    private static final Map<Class<?>, String> OPTIONAL_NUMBERS =
            Map.of(OptionalInt.class, "integer", OptionalLong.class, "integer", OptionalDouble.class, "number");

    /** Texts for which the generator has another type, or a format that they do not have. */
    private static final Set<Class<?>> TEXTS = Set.of(
            LocalTime.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Locale.class,
            Currency.class);

    private SchemaRules() {}

    /**
     * A configuration for one generator; generators keep notes in it.
     *
     * @param taken names that no definition may have
     */
    static SchemaGeneratorConfig config(Set<String> taken) {
        SchemaGeneratorConfigBuilder rules = new SchemaGeneratorConfigBuilder(
                        Json.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(
                        Option.ADDITIONAL_FIXED_TYPES,
                        Option.STANDARD_FORMATS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.PLAIN_DEFINITION_KEYS)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
        rules.forTypesInGeneral()
                .withPropertySorter((unused, unusedToo) -> 0)
                .withDefinitionNamingStrategy(new DefaultSchemaDefinitionNamingStrategy() {
                    @Override
                    public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
                        String name = super.getDefinitionNameForKey(key, context);
                        return taken.contains(name) ? name + "_" : name;
                    }
                })
                .withCustomDefinitionProvider(SchemaRules::definition);
        rules.forFields()
                .withRequiredCheck(field -> !mayLack(field))
                .withNullableCheck(field -> isNullable(field) && !isOptional(field.getType()));
        return rules.build();
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode node = context.getGeneratorConfig().createObjectNode();
        if (raw == JsonValue.class || JsonNode.class.isAssignableFrom(raw)) {
            return inline(node);
        }
        if (raw == Message.class) {
            return inline(node.put("$ref", MESSAGE));
        }
        if (raw == byte[].class) {
            return inline(node.put("type", "string").put("contentEncoding", "base64"));
        }
        if (TEXTS.contains(raw)) {
            return inline(node.put("type", "string"));
        }
        if (raw == byte.class || raw == Byte.class) {
            return inline(node.put("type", "integer"));
        }
        String number = OPTIONAL_NUMBERS.get(raw);
        if (number != null) {
            node.putArray("type").add(number).add("null");
            return inline(node);
        }
        if (raw == Optional.class) {
            node.putArray("anyOf")
                    .add(context.createDefinitionReference(
                            type.getTypeBindings().getBoundType(0)))
                    .addObject()
                    .put("type", "null");
            return inline(node);
        }
        return SealedTypes.isOne(raw) && !raw.isAnnotationPresent(JsonSubTypes.class)
                ? new CustomDefinition(sealed(node, type, context))
                : null;
    }

    private static ObjectNode sealed(ObjectNode node, ResolvedType type, SchemaGenerationContext context) {
        JsonTypeInfo given = type.getErasedType().getAnnotation(JsonTypeInfo.class);
        String member = given == null || given.property().isEmpty() ? SealedTypes.MEMBER : given.property();
        ArrayNode either = node.putArray("oneOf");
        SealedTypes.leaves(type.getErasedType()).forEach(leaf -> {
            ArrayNode both = either.addObject().putArray("allOf");
            ObjectNode named = both.addObject();
            named.putObject("properties").putObject(member).put("const", SealedTypes.nameOf(leaf));
            named.putArray("required").add(member);
            both.add(context.createDefinitionReference(context.getTypeContext().resolveSubtype(type, leaf)));
        });
        return node;
    }

    private static CustomDefinition inline(ObjectNode node) {
        return new CustomDefinition(
                node, CustomDefinition.DefinitionType.INLINE, CustomDefinition.EXCLUDING_ATTRIBUTES);
    }

    private static boolean mayLack(FieldScope field) {
        return isOptional(field.getType()) || isNullable(field);
    }

    private static boolean isOptional(ResolvedType type) {
        return type.getErasedType() == Optional.class || OPTIONAL_NUMBERS.containsKey(type.getErasedType());
    }

    /** Whether anybody's {@code @Nullable} stands at the component. */
    private static boolean isNullable(FieldScope field) {
        return Stream.of(
                        field.getRawMember().getAnnotations(),
                        field.getRawMember().getAnnotatedType().getAnnotations())
                .flatMap(Stream::of)
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
