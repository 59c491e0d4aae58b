package io.heddle.graph;

import java.util.List;

/** Ships graphs in a jar: implement it and name the class in {@code META-INF/services/io.heddle.graph.GraphProvider}. */
public interface GraphProvider {
    List<Graph> graphs();
}
