package io.heddle.graph;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds types that could be written but not read back, where they are declared and not when a thread is first recovered.
 * Used within one method.
 */
final class TypeCheck {
    private static final DeserializationConfig CONFIG = UserTypes.MAPPER.getDeserializationConfig();
    private static final AnnotationIntrospector ANNOTATIONS = CONFIG.getAnnotationIntrospector();

    private final String owner;
    private final Set<JavaType> seen = new HashSet<>();

    private TypeCheck(String owner) {
        this.owner = owner;
    }

    /** Throws an {@link IllegalArgumentException} that names the place inside the type and what to write instead. */
    static void check(String owner, JavaType type) {
        new TypeCheck(owner).visit(type.getRawClass().getSimpleName(), type);
    }

    private void visit(String path, JavaType type) {
        if (!seen.add(type)) {
            return;
        }
        Class<?> raw = type.getRawClass();
        if (raw.getTypeParameters().length > 0 && type.getBindings().isEmpty()) {
            throw fault(
                    path,
                    "%s needs its type arguments; write new TypeRef<%s<…>>() {}"
                            .formatted(raw.getSimpleName(), raw.getSimpleName()));
        }
        if (raw == Object.class) {
            throw fault(
                    path, "Object has no shape to check; use a record, a sealed interface, or JsonValue for any JSON");
        }
        if (type.isMapLikeType()) {
            visitKey(path, type.getKeyType());
        }
        if (type.isContainerType() || type.isReferenceType()) {
            visit(type.isReferenceType() ? path : path + "[]", type.getContentType());
        } else if (!isLeaf(raw)) {
            visitClass(path, type, CONFIG.introspectClassAnnotations(type).getClassInfo());
        }
    }

    private void visitClass(String path, JavaType type, AnnotatedClass info) {
        Class<?> raw = type.getRawClass();
        if (ANNOTATIONS.findDeserializer(info) != null) {
            return;
        }
        if (info.hasAnnotation(JsonTypeInfo.class)) {
            Collection<NamedType> named = CONFIG.getSubtypeResolver().collectAndResolveSubtypesByTypeId(CONFIG, info);
            named.stream()
                    .map(NamedType::getType)
                    .filter(subtype -> subtype != raw && raw.isAssignableFrom(subtype))
                    .forEach(subtype -> visit(path, specialized(type, subtype)));
        } else if (SealedTypes.isOne(raw)) {
            visitSealed(path, type);
            return;
        } else if (type.isAbstract() && !raw.isRecord()) {
            throw fault(
                    path,
                    ("%s may be implemented by anybody, so that nobody could tell what to read back; make it sealed and its"
                                    + " implementations records, or add @JsonTypeInfo and @JsonSubTypes to it")
                            .formatted(raw.getSimpleName()));
        }
        if (!type.isAbstract()) {
            visitProperties(path, type);
        }
    }

    private void visitSealed(String path, JavaType type) {
        Map<String, Class<?>> names = new HashMap<>();
        SealedTypes.leaves(type.getRawClass()).forEach(leaf -> {
            String sealed = type.getRawClass().getSimpleName();
            if (!leaf.isRecord()) {
                throw fault(
                        path,
                        "%s, which sealed %s permits, is not a record; make it one, or add @JsonTypeInfo and @JsonSubTypes to %s"
                                .formatted(leaf.getSimpleName(), sealed, sealed));
            }
            Class<?> other = names.putIfAbsent(SealedTypes.nameOf(leaf), leaf);
            if (other != null) {
                throw fault(
                        path,
                        "%s and %s would both be written as %s; add @JsonTypeName to one of them"
                                .formatted(leaf.getName(), other.getName(), SealedTypes.nameOf(leaf)));
            }
            JavaType record = specialized(type, leaf);
            if (properties(record).anyMatch(property -> property.getName().equals(SealedTypes.MEMBER))) {
                throw fault(
                        path,
                        ("%s has a component \"%s\", which is where the name of the record is written; rename it, or add"
                                        + " @JsonTypeInfo with another property to %s")
                                .formatted(leaf.getSimpleName(), SealedTypes.MEMBER, sealed));
            }
            visit(path + "(" + leaf.getSimpleName() + ")", record);
        });
    }

    private void visitProperties(String path, JavaType type) {
        Class<?> raw = type.getRawClass();
        BeanDescription bean = CONFIG.introspect(type);
        boolean made = raw.isRecord() || bean.findDefaultConstructor() != null || isCreated(bean);
        if (!made) {
            throw fault(
                    path,
                    "%s cannot be made from JSON; make it a record, or add @JsonCreator to its constructor"
                            .formatted(raw.getSimpleName()));
        }
        properties(type).forEach(property -> {
            AnnotatedMember member = property.getPrimaryMember();
            if (member == null || ANNOTATIONS.findDeserializer(member) == null) {
                visit(path + "." + property.getName(), property.getPrimaryType());
            }
        });
    }

    private void visitKey(String path, JavaType key) {
        Class<?> raw = key.getRawClass();
        if (raw == Object.class || (!isLeaf(raw) && ANNOTATIONS.findKeyDeserializer(info(key)) == null)) {
            throw fault(
                    path,
                    "a map's keys are text; use a String, an enum, a number or a time instead of "
                            + raw.getSimpleName());
        }
    }

    private static boolean isCreated(BeanDescription bean) {
        return Stream.concat(bean.getConstructors().stream(), bean.getFactoryMethods().stream())
                .anyMatch(creator -> creator.hasAnnotation(JsonCreator.class));
    }

    private static boolean isLeaf(Class<?> raw) {
        return raw.isPrimitive()
                || raw.isEnum()
                || raw.getPackageName().startsWith("java.")
                || JsonNode.class.isAssignableFrom(raw);
    }

    private static Stream<BeanPropertyDefinition> properties(JavaType type) {
        List<BeanPropertyDefinition> all = CONFIG.introspect(type).findProperties();
        return all.stream().filter(property -> property.getPrimaryType() != null);
    }

    private static AnnotatedClass info(JavaType type) {
        return CONFIG.introspectClassAnnotations(type).getClassInfo();
    }

    private static JavaType specialized(JavaType base, Class<?> subtype) {
        return CONFIG.getTypeFactory().constructSpecializedType(base, subtype);
    }

    private IllegalArgumentException fault(@Nullable String path, String what) {
        return new IllegalArgumentException("%s: %s: %s".formatted(owner, path, what));
    }
}
