import GRDB

/// A ledger as release 0.1.0 wrote it: never to be edited. A later form of the tables gets a file of its own beside it.
enum Release1 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: dump) }
        try queue.close()
    }

    // swift-format-ignore
    private static let dump = #"""
        PRAGMA foreign_keys=OFF;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES('1');
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES('alive','1800000000000000');
        INSERT INTO meta VALUES('epoch','1');
        INSERT INTO meta VALUES('held','1');
        INSERT INTO meta VALUES('inode','1836228');
        INSERT INTO meta VALUES('machine','b089a5e0b6cd3f98');
        INSERT INTO meta VALUES('oldest-hour','498800');
        INSERT INTO meta VALUES('seed','6566701316033042654');
        CREATE TABLE text (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, body TEXT NOT NULL, day INTEGER NOT NULL) STRICT;
        INSERT INTO text VALUES(2,1823214550403310417,'d1',20833);
        INSERT INTO text VALUES(3,3868683083204686517,'here',20833);
        INSERT INTO text VALUES(4,-6301184114985163302,'800ms',20833);
        INSERT INTO text VALUES(5,-4297371461593701352,'[{"expected":"status 200","held":true,"line":7,"saw":""},{"expected":"contains \"Returns\"","held":true,"line":8,"saw":""}]',20833);
        INSERT INTO text VALUES(7,-7382129793040936578,'{"chainNotAfter":1806912000000000,"issuer":"CN=R3","names":["shop.example"],"notAfter":1806912000000000,"notBefore":1799136000000000,"subject":"CN=shop.example"}',20833);
        INSERT INTO text VALUES(8,-2441481582094011600,'{"address":"192.0.2.1","bytesReceived":0,"connectionReused":false,"headers":[],"method":"GET","phases":{"total":[0,0]},"port":443,"status":200,"url":"https://shop.example/Pay","version":"2"}',20833);
        INSERT INTO text VALUES(10,1414752794551288007,'{"code":"late","evidence":{"excerpt":"<a href=…>","line":12,"url":"https://shop.example/gone"},"fingerprint":"39ac8be5a8b5f6bb","rule":"late","ruleVersion":1,"says":"A link leads nowhere.","severity":"defect","touchpoint":"Home"}',20833);
        INSERT INTO text VALUES(14,3370832587790681936,'Visit v0-0-1.',20833);
        INSERT INTO text VALUES(15,1584623506999788074,'{"address":"192.0.2.1","bytesReceived":0,"connectionReused":false,"headers":[],"method":"GET","phases":{"total":[0,0]},"port":443,"status":200,"url":"https://shop.example/Home 1","version":"2"}',20833);
        INSERT INTO text VALUES(16,4837251601293905607,'{"code":"dead-link","evidence":{"excerpt":"<a href=…>","line":12,"url":"https://shop.example/gone"},"fingerprint":"9f14b4e6d75b0b91","rule":"dead-link","ruleVersion":1,"says":"A link leads nowhere.","severity":"defect","touchpoint":"Home"}',20833);
        INSERT INTO text VALUES(17,1427761496952455915,'Visit v0-1-1.',20833);
        INSERT INTO text VALUES(18,-8391817834537876418,'Visit v0-3-1.',20833);
        CREATE TABLE name (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE) STRICT;
        INSERT INTO name VALUES(2,'Pay');
        INSERT INTO name VALUES(3,'Home 1');
        INSERT INTO name VALUES(5,'Home 3');
        INSERT INTO name VALUES(8,'Home 6');
        INSERT INTO name VALUES(11,'Home 9');
        CREATE TABLE subject (
            id INTEGER PRIMARY KEY, probe TEXT NOT NULL, location TEXT NOT NULL, UNIQUE (probe, location)
        ) STRICT;
        INSERT INTO subject VALUES(1,'p0','');
        INSERT INTO subject VALUES(2,'p1','');
        INSERT INTO subject VALUES(3,'p2','');
        INSERT INTO subject VALUES(4,'p','');
        CREATE TABLE visit (
            place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, subject INTEGER NOT NULL,
            started INTEGER NOT NULL, behind INTEGER NOT NULL, took INTEGER NOT NULL,
            grade INTEGER NOT NULL, late INTEGER NOT NULL, unknown INTEGER, slot INTEGER,
            rule_set INTEGER NOT NULL, definition INTEGER NOT NULL, vantage INTEGER NOT NULL,
            persona INTEGER, remark INTEGER, standards INTEGER, commendations INTEGER
        ) STRICT;
        INSERT INTO visit VALUES(5,'v0-0-1',2,1800000000000000,3000,1000000,2,0,NULL,NULL,1,2,3,NULL,14,NULL,NULL);
        INSERT INTO visit VALUES(6,'v0-1-1',2,1800000000000000,3000,1000000,2,0,NULL,NULL,1,2,3,NULL,17,NULL,NULL);
        INSERT INTO visit VALUES(7,'v0-3-1',2,1800000000000000,3000,1000000,2,0,NULL,NULL,1,2,3,NULL,18,NULL,NULL);
        CREATE TABLE touchpoint (
            visit INTEGER NOT NULL, position INTEGER NOT NULL, name INTEGER NOT NULL, number INTEGER NOT NULL,
            flags INTEGER NOT NULL, grade INTEGER NOT NULL, after INTEGER NOT NULL, took INTEGER,
            promise INTEGER, looks INTEGER NOT NULL, failure INTEGER, verdicts INTEGER,
            body_hash BLOB, body_size INTEGER NOT NULL, PRIMARY KEY (visit, position)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO touchpoint VALUES(5,0,3,0,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        INSERT INTO touchpoint VALUES(5,1,2,1,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        INSERT INTO touchpoint VALUES(6,0,3,0,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        INSERT INTO touchpoint VALUES(6,1,2,1,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        INSERT INTO touchpoint VALUES(7,0,3,0,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        INSERT INTO touchpoint VALUES(7,1,2,1,0,2,0,120000,4,1,NULL,5,X'abababababababababababababababababababababababababababababababab',20480);
        CREATE TABLE hop (
            visit INTEGER NOT NULL, touchpoint INTEGER NOT NULL, position INTEGER NOT NULL,
            head INTEGER NOT NULL, certificate INTEGER, reused INTEGER NOT NULL, bytes INTEGER NOT NULL,
            lookup INTEGER, connect INTEGER, handshake INTEGER, send INTEGER, wait INTEGER, receive INTEGER,
            total INTEGER NOT NULL, PRIMARY KEY (visit, touchpoint, position)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO hop VALUES(5,0,0,15,7,0,20480,812,5120,12001,33,81000,4711,120000);
        INSERT INTO hop VALUES(5,1,0,8,7,0,20480,812,5120,12001,33,81000,4711,120000);
        INSERT INTO hop VALUES(6,0,0,15,7,0,20480,812,5120,12001,33,81000,4711,120000);
        INSERT INTO hop VALUES(6,1,0,8,7,0,20480,812,5120,12001,33,81000,4711,120000);
        INSERT INTO hop VALUES(7,0,0,15,7,0,20480,812,5120,12001,33,81000,4711,120000);
        INSERT INTO hop VALUES(7,1,0,8,7,0,20480,812,5120,12001,33,81000,4711,120000);
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject INTEGER NOT NULL, fingerprint TEXT NOT NULL,
            state INTEGER NOT NULL, severity INTEGER NOT NULL, code TEXT NOT NULL, touchpoint TEXT NOT NULL,
            first_visit TEXT NOT NULL, first_seen INTEGER NOT NULL,
            last_visit TEXT NOT NULL, last_seen INTEGER NOT NULL,
            fixed_visit TEXT, fixed INTEGER, times INTEGER NOT NULL, rule TEXT NOT NULL, rule_version INTEGER NOT NULL,
            body TEXT NOT NULL, UNIQUE (subject, fingerprint)
        ) STRICT;
        INSERT INTO finding VALUES(3,2,'9f14b4e6d75b0b91',0,0,'dead-link','Home','v0-0-1',1800000001000000,'v1-2-1',1800000001000000,NULL,NULL,8,'dead-link',1,'{"code":"dead-link","evidence":{"excerpt":"<a href=…>","line":12,"url":"https://shop.example/gone"},"fingerprint":"9f14b4e6d75b0b91","rule":"dead-link","ruleVersion":1,"says":"A link leads nowhere.","severity":"defect","touchpoint":"Home"}');
        INSERT INTO finding VALUES(4,2,'39ac8be5a8b5f6bb',0,0,'late','Home','v0-0-1',1800000001000000,'v1-1-10',1800000001000000,NULL,NULL,32,'late',1,'{"code":"late","evidence":{"excerpt":"<a href=…>","line":12,"url":"https://shop.example/gone"},"fingerprint":"39ac8be5a8b5f6bb","rule":"late","ruleVersion":1,"says":"A link leads nowhere.","severity":"defect","touchpoint":"Home"}');
        CREATE TABLE visit_finding (
            visit INTEGER NOT NULL, position INTEGER NOT NULL, finding INTEGER, change INTEGER NOT NULL,
            body INTEGER NOT NULL, PRIMARY KEY (visit, position)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO visit_finding VALUES(5,0,3,1,16);
        INSERT INTO visit_finding VALUES(5,1,4,1,10);
        INSERT INTO visit_finding VALUES(6,0,3,0,16);
        INSERT INTO visit_finding VALUES(6,1,4,0,10);
        INSERT INTO visit_finding VALUES(7,0,3,0,16);
        INSERT INTO visit_finding VALUES(7,1,4,0,10);
        CREATE TABLE open_visit (
            id TEXT PRIMARY KEY, probe TEXT NOT NULL, location TEXT NOT NULL, started INTEGER NOT NULL, slot INTEGER,
            intent INTEGER NOT NULL, wake INTEGER, overdue INTEGER, version INTEGER NOT NULL, state TEXT NOT NULL
        ) STRICT;
        INSERT INTO open_visit VALUES('w0-1','p','',1800000000000000,NULL,0,1800003600000000,1800007200000000,1,'{"captureOrigins":{},"captures":{"look":"3"},"commendations":[],"cookies":[],"definition":"d1","due":1800000000000000,"findings":[],"id":"w0-1","lastAct":1800000000000000,"mark":"UC-w0-1","persona":"zoe","position":0,"probe":"p","results":[],"sent":true,"settings":{},"stage":"journey","started":1800000000000000,"vantage":"here","version":1}');
        CREATE TABLE source (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE TABLE definition (
            definition TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL, source INTEGER NOT NULL,
            PRIMARY KEY (definition, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE page (
            id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, stored INTEGER NOT NULL, size INTEGER NOT NULL,
            packed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE blind (
            id INTEGER PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
        ) STRICT;
        INSERT INTO blind VALUES(1,'network',1800000000000000,1800000002000000);
        CREATE TABLE cursor (name TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO cursor VALUES('alerts',30);
        INSERT INTO cursor VALUES('ledger.roll-up',102);
        CREATE TABLE incident (
            id TEXT PRIMARY KEY, rule TEXT NOT NULL, probe TEXT NOT NULL, location TEXT NOT NULL,
            state TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER, cause TEXT, says TEXT NOT NULL
        ) STRICT;
        INSERT INTO incident VALUES('i1','r','i1','','open',1800000000000000,NULL,'v0-0-0','Bad.');
        CREATE TABLE notification (
            id TEXT PRIMARY KEY, incident TEXT NOT NULL, channel TEXT NOT NULL, sequence INTEGER NOT NULL,
            created INTEGER NOT NULL, attempts INTEGER NOT NULL, next_attempt INTEGER, last_error TEXT,
            told TEXT NOT NULL, UNIQUE (incident, channel, sequence)
        ) STRICT;
        INSERT INTO notification VALUES('n1','i1','boss',1,1800000000000000,0,1800000000000000,NULL,'{"cause":"v0-0-0","id":"i1","opened":1800000000000000,"rule":"r","says":"Bad.","state":"open","subject":{"probe":"i1"}}');
        CREATE TABLE timer (key TEXT PRIMARY KEY, due INTEGER NOT NULL, payload TEXT NOT NULL) STRICT;
        INSERT INTO timer VALUES('told/i1',9223372036854775807,'boss');
        CREATE TABLE tally (
            kind INTEGER NOT NULL, subject INTEGER NOT NULL, start INTEGER NOT NULL,
            bad INTEGER NOT NULL, mediocre INTEGER NOT NULL, satisfactory INTEGER NOT NULL,
            delighted INTEGER NOT NULL, unknown INTEGER NOT NULL, late INTEGER NOT NULL,
            PRIMARY KEY (kind, subject, start)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tally VALUES(0,1,500000,24,0,0,0,0,0);
        INSERT INTO tally VALUES(1,1,20733,8,0,0,0,0,0);
        INSERT INTO tally VALUES(1,1,20833,24,0,0,0,0,0);
        CREATE TABLE times (
            kind INTEGER NOT NULL, subject INTEGER NOT NULL, touchpoint INTEGER NOT NULL, start INTEGER NOT NULL,
            histogram BLOB NOT NULL, PRIMARY KEY (kind, subject, touchpoint, start)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO times VALUES(0,1,2,500000,X'a6020118');
        INSERT INTO times VALUES(0,1,5,500000,X'a6020108');
        INSERT INTO times VALUES(0,1,8,500000,X'a6020108');
        INSERT INTO times VALUES(0,1,11,500000,X'a6020108');
        DELETE FROM sqlite_sequence;
        INSERT INTO sqlite_sequence VALUES('visit',102);
        INSERT INTO sqlite_sequence VALUES('finding',15);
        CREATE INDEX text_hash ON text(hash);
        CREATE INDEX text_day ON text(day);
        CREATE UNIQUE INDEX visit_id ON visit(id);
        CREATE INDEX visit_subject ON visit(subject, started);
        CREATE INDEX visit_started ON visit(started);
        CREATE INDEX visit_grade ON visit(grade, started) WHERE grade <> 2;
        CREATE INDEX visit_late ON visit(started) WHERE late = 1;
        CREATE INDEX finding_seen ON finding(last_seen);
        CREATE INDEX finding_state ON finding(state, code);
        CREATE INDEX visit_finding_finding ON visit_finding(finding, visit);
        CREATE INDEX open_visit_wake ON open_visit(wake);
        CREATE INDEX open_visit_overdue ON open_visit(overdue);
        CREATE INDEX source_hash ON source(hash);
        CREATE INDEX blind_since ON blind(since);
        CREATE UNIQUE INDEX blind_open ON blind(reason) WHERE until IS NULL;
        CREATE UNIQUE INDEX incident_open ON incident(rule, probe, location) WHERE state = 'open';
        CREATE INDEX incident_opened ON incident(opened);
        CREATE INDEX notification_next ON notification(next_attempt);
        CREATE INDEX timer_due ON timer(due);
        """#
}
