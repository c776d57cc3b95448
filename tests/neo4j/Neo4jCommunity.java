/** Starts Neo4j Community from its jars. From 2025.12 on those hold no class of their own that does. */
public class Neo4jCommunity {
    public static void main(String[] args) {
        int code = org.neo4j.server.NeoBootstrapper.start(new org.neo4j.server.CommunityBootstrapper(), args);
        if (code != 0) {
            System.exit(code);
        }
    }
}
