//! A contract that changes while the code stays as it is.

use super::super::super::Drift;
use super::super::super::depot::CONTRACT as FILE;

/// The code is generated anew, the handlers are not written anew.
pub(super) const CONTRACT_AND_CODE: &[Drift] = &[
    Drift {
        what: "the contract no longer declares a status",
        file: FILE,
        from: concat!(
            "          description: It is counted. No body.\n",
            "        '400': {$ref: '#/components/responses/Refused'}\n",
            "        '401': {$ref: '#/components/responses/Refused'}\n",
            "        '403': {$ref: '#/components/responses/Refused'}\n",
            "        '404': {$ref: '#/components/responses/Refused'}\n",
        ),
        to: concat!(
            "          description: It is counted. No body.\n",
            "        '400': {$ref: '#/components/responses/Refused'}\n",
            "        '401': {$ref: '#/components/responses/Refused'}\n",
            "        '403': {$ref: '#/components/responses/Refused'}\n",
        ),
    },
    Drift {
        what: "the contract declares another success",
        file: FILE,
        from: concat!(
            "        '204':\n",
            "          description: It is counted. No body.",
        ),
        to: concat!(
            "        '202':\n",
            "          description: It is counted. No body.",
        ),
    },
    Drift {
        what: "the contract has an operation more",
        file: FILE,
        from: concat!("  /doors:\n", "    get:\n",),
        to: concat!(
            "  /keys:\n",
            "    get:\n",
            "      operationId: getKeys\n",
            "      summary: See the keys\n",
            "      description: Every key.\n",
            "      tags: [Doors]\n",
            "      security: []\n",
            "      x-origin: true\n",
            "      responses:\n",
            "        '200':\n",
            "          description: A key.\n",
            "          content:\n",
            "            application/json:\n",
            "              schema: {$ref: '#/components/schemas/Door'}\n",
            "        '429': {$ref: '#/components/responses/Refused'}\n",
            "        '503': {$ref: '#/components/responses/Refused'}\n",
            "  /doors:\n",
            "    get:\n",
        ),
    },
    Drift {
        what: "an operation of the contract is renamed",
        file: FILE,
        from: "operationId: openDoor",
        to: "operationId: unlockDoor",
    },
    Drift {
        what: "a member of an answer is added and required",
        file: FILE,
        from: concat!(
            "      required: [parcel_id, label, remark, stored_at, moved_at]\n",
            "      properties:\n",
        ),
        to: concat!(
            "      required: [parcel_id, label, remark, stored_at, moved_at, colour]\n",
            "      properties:\n",
            "        colour: {type: string, maxLength: 9, description: Paper.}\n",
        ),
    },
    Drift {
        what: "a member of an answer is added and may be left out",
        file: FILE,
        from: "        note: {description: Anything at all.}\n",
        to: concat!(
            "        note: {description: Anything at all.}\n",
            "        colour: {type: string, maxLength: 9, description: Paint.}\n",
        ),
    },
    Drift {
        what: "a member of an answer may be null",
        file: FILE,
        from: "{type: string, minLength: 1, maxLength: 5, description: What is written on it.}",
        to: "{type: [string, 'null'], minLength: 1, maxLength: 5, description: What is written on it.}",
    },
    Drift {
        what: "a member of an answer has another type",
        file: FILE,
        from: "open: {type: boolean, description: Whether it is open.}",
        to: "open: {type: string, maxLength: 9, description: Whether it is open.}",
    },
    Drift {
        what: "a member of a request is gone",
        file: FILE,
        from: "            priority: {type: integer, format: int32, minimum: 0, maximum: 9, default: 3, description: P.}\n",
        to: "",
    },
    Drift {
        what: "a member of a request is no longer required",
        file: FILE,
        from: "      required: [missing]\n",
        to: "",
    },
    Drift {
        what: "an operation takes one credential instead of two",
        file: FILE,
        from: concat!("        - clerk: []\n", "          manager: []\n",),
        to: "        - clerk: []\n",
    },
    Drift {
        what: "a parameter of a path has another format",
        file: FILE,
        from: concat!(
            "an unknown one answers 404.\n",
            "          schema: {type: string}",
        ),
        to: concat!(
            "an unknown one answers 404.\n",
            "          schema: {type: string, format: uuid}",
        ),
    },
    Drift {
        what: "a parameter is renamed",
        file: FILE,
        from: "        - name: x-shelf\n",
        to: "        - name: x-rack\n",
    },
    Drift {
        what: "a body may no longer be left out",
        file: FILE,
        from: concat!(
            "        description: What to say about it.\n",
            "        required: false\n",
        ),
        to: concat!(
            "        description: What to say about it.\n",
            "        required: true\n",
        ),
    },
    Drift {
        what: "errors have a member more",
        file: FILE,
        from: concat!("      required: [message]\n", "      properties:\n",),
        to: concat!(
            "      required: [message, code]\n",
            "      properties:\n",
            "        code: {type: string, minLength: 1, maxLength: 9, description: Which.}\n",
        ),
    },
    Drift {
        what: "an operation no longer takes a key that makes it happen once",
        file: FILE,
        from: "          x-idempotency-key: true\n",
        to: "",
    },
];

/// Nothing is built anew.
pub(in super::super::super) const CONTRACT_ALONE: &[Drift] = &[
    Drift {
        what: "a value of an enumeration is renamed",
        file: FILE,
        from: "enum: [calm, busy]",
        to: "enum: [calm, crowded]",
    },
    Drift {
        what: "a schema admits no further members",
        file: FILE,
        from: "      description: A door. Open to members of later versions.\n",
        to: concat!(
            "      description: A door.\n",
            "      additionalProperties: false\n",
        ),
    },
    Drift {
        what: "a default is another one",
        file: FILE,
        from: "minimum: 1, maximum: 100, default: 20}",
        to: "minimum: 1, maximum: 100, default: 50}",
    },
    Drift {
        what: "a number may have more steps",
        file: FILE,
        from: "multipleOf: 0.25",
        to: "multipleOf: 0.05",
    },
];
