package io.heddle.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what Java already knows: which records a sealed interface permits. Each is written with its simple name in
 * the member {@code type}. Annotations of Jackson's win: {@code @JsonTypeName} on a record gives it a name that survives its
 * renaming, {@code @JsonTypeInfo} and {@code @JsonSubTypes} on the interface replace all of this.
 */
final class SealedTypes extends NopAnnotationIntrospector {
    /** The member that names the record. */
    static final String MEMBER = "type";

    private static final JsonTypeInfo.Value BY_NAME = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, MEMBER, null, false, null, null);

    /** Whether it is one of those; enums whose constants have bodies, and types of the JDK, are not although sealed. */
    static boolean isOne(Class<?> type) {
        return type.isSealed() && !type.isEnum() && !type.getPackageName().startsWith("java.");
    }

    /** The classes that values of a sealed type can have. */
    static Stream<Class<?>> leaves(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(permitted -> permitted.isSealed() ? leaves(permitted) : Stream.of(permitted));
    }

    /** What stands in {@link #MEMBER} for a class. */
    static String nameOf(Class<?> leaf) {
        JsonTypeName given = leaf.getAnnotation(JsonTypeName.class);
        return given == null || given.value().isEmpty() ? leaf.getSimpleName() : given.value();
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        Class<?> type = annotated.getRawType();
        return isOne(type) && annotated instanceof AnnotatedClass && !annotated.hasAnnotation(JsonSubTypes.class)
                ? leaves(type).map(leaf -> new NamedType(leaf, nameOf(leaf))).toList()
                : null;
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedClass type && isOne(type.getRawType()) ? BY_NAME : null;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType base) {
        return isOne(type.getRawType()) ? new StdTypeResolverBuilder().init(BY_NAME, null) : null;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
