package io.heddle.http.problem;

import io.heddle.json.JsonAssembly;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;

/** The form of an error's body; production servers send JSON, a part of LangGraph's public suite wants the bare text. */
public enum ErrorBody {
    JSON,
    TEXT;

    /**
     * @param code stable, kebab-case
     * @param detail a sentence for a person
     */
    public HttpEntity.Strict of(String code, String detail) {
        return switch (this) {
            case JSON ->
                HttpEntities.create(
                        ContentTypes.APPLICATION_JSON,
                        new JsonAssembly()
                                .openObject()
                                .member("detail", detail)
                                .member("code", code)
                                .closeObject()
                                .bytes());
            case TEXT -> HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, detail);
        };
    }
}
