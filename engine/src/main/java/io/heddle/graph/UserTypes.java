package io.heddle.graph;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.heddle.api.Message;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jackson as users' types need it. What was encoded is decoded and encoded again to the same bytes: sets keep their order,
 * zoned times their zone, decimals their scale. Nothing is converted in silence: {@code "5"} is no number, {@code 0} no
 * constant of an enum, {@code 12.0} no integer, a number no time; a primitive that is missing is an error, a reference or an
 * {@code Optional} that is missing is null or empty. A record is its components and nothing else.
 */
final class UserTypes {
    /** Thread-safe. */
    static final JsonMapper MAPPER = mapper();

    private static final Set<Class<?>> OURS = Set.of(JsonValue.class, Message.class);

    private UserTypes() {}

    /** Whether reading a value of the type may run code that is neither the JDK's nor Heddle's. */
    static boolean runs(JavaType type) {
        Class<?> raw = type.getRawClass();
        boolean ours = raw.getClassLoader() == null || OURS.contains(raw) || JsonNode.class.isAssignableFrom(raw);
        return !ours
                || (type.getKeyType() != null && runs(type.getKeyType()))
                || (type.getContentType() != null && runs(type.getContentType()));
    }

    private static JsonMapper mapper() {
        SimpleModule strictness = new SimpleModule()
                .setDeserializerModifier(new TimesAreText())
                .addAbstractTypeMapping(Set.class, LinkedHashSet.class);
        JsonMapper mapper = Json.mapper()
                .rebuild()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .addModule(strictness)
                .accessorNaming(new RecordsAreTheirComponents())
                .build();
        mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(
                mapper.getDeserializationConfig().getAnnotationIntrospector(), new SealedTypes()));
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        mapper.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        return mapper;
    }

    private static final class TimesAreText extends BeanDeserializerModifier {
        private static final Set<Class<?>> TIMES = Set.of(
                Instant.class,
                LocalDate.class,
                LocalTime.class,
                LocalDateTime.class,
                OffsetTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                Duration.class);

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
            return TIMES.contains(type.getBeanClass()) ? new TextOnly(deserializer) : deserializer;
        }
    }

    private static final class TextOnly extends DelegatingDeserializer {
        private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]*[.]?[0-9]*");

        TextOnly(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
                throws JsonMappingException {
            JsonDeserializer<?> found = super.createContextual(context, property);
            boolean asked = property != null
                    && property.findPropertyFormat(context.getConfig(), handledType())
                                    .getShape()
                            != JsonFormat.Shape.ANY;
            return asked && found instanceof TextOnly text ? text.getDelegatee() : found;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return context.handleUnexpectedToken(handledType(), in);
            }
            return NUMBER.matcher(in.getText()).matches()
                    ? context.handleWeirdStringValue(
                            handledType(), in.getText(), "expected a time as ISO-8601 writes it")
                    : super.deserialize(in, context);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new TextOnly(delegate);
        }
    }

    private static final class RecordsAreTheirComponents extends DefaultAccessorNamingStrategy.Provider {
        private static final long serialVersionUID = 1;

        @Override
        public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
            return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
                @Override
                public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }

                @Override
                public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }
            };
        }
    }
}
