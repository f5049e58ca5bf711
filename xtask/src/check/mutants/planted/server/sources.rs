//! Sources of the server. What is in one list is planted together.

use super::super::super::Drift;
use super::super::super::server::Marked;

/// The contract changes and the handlers do not.
pub(in super::super::super) const CONTRACT_AND_CODE: &[Marked] = &[
    Marked {
        drift: Drift {
            what: "the whole server: a member more in an answer",
            file: "openapi/sovx/health.yaml",
            from: concat!(
                "      required: [status, timestamp, uptime]\n",
                "      properties:\n",
            ),
            to: concat!(
                "      required: [status, timestamp, uptime]\n",
                "      properties:\n",
                "        build:\n",
                "          type: string\n",
                "          minLength: 1\n",
                "          maxLength: 40\n",
                "          description: What is running.\n",
                "          examples: [abc]\n",
            ),
        },
        tells: "crates/server/src/health/",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a status less",
            file: "openapi/sovx/customers.yaml",
            from: concat!(
                "          description: The customer is inactive. No body.\n",
                "          headers:\n",
                "            x-trace-id:\n",
                "              $ref: './shared.yaml#/components/headers/TraceId'\n",
                "            X-RateLimit-Limit:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitLimit'\n",
                "            X-RateLimit-Remaining:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitRemaining'\n",
                "            X-RateLimit-Reset:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitReset'\n",
                "        '400':\n",
                "          $ref: './shared.yaml#/components/responses/BadIdentifier'\n",
                "        '401':\n",
                "          $ref: './shared.yaml#/components/responses/Unauthorized'\n",
                "        '403':\n",
                "          $ref: './shared.yaml#/components/responses/Forbidden'\n",
                "        '404':\n",
                "          $ref: './shared.yaml#/components/responses/CustomerNotFound'\n",
            ),
            to: concat!(
                "          description: The customer is inactive. No body.\n",
                "          headers:\n",
                "            x-trace-id:\n",
                "              $ref: './shared.yaml#/components/headers/TraceId'\n",
                "            X-RateLimit-Limit:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitLimit'\n",
                "            X-RateLimit-Remaining:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitRemaining'\n",
                "            X-RateLimit-Reset:\n",
                "              $ref: './shared.yaml#/components/headers/RateLimitReset'\n",
                "        '400':\n",
                "          $ref: './shared.yaml#/components/responses/BadIdentifier'\n",
                "        '401':\n",
                "          $ref: './shared.yaml#/components/responses/Unauthorized'\n",
                "        '403':\n",
                "          $ref: './shared.yaml#/components/responses/Forbidden'\n",
            ),
        },
        tells: "crates/server/src/customers/handlers.rs",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a member that may be left out",
            file: "openapi/sovx/currencies.yaml",
            from: "        - is_fiat\n",
            to: "",
        },
        tells: "crates/server/src/currencies/model.rs",
    },
];

/// Handlers that do not compile.
pub(in super::super::super) const HANDLERS: &[Marked] = &[
    Marked {
        drift: Drift {
            what: "the whole server: a status of another operation",
            file: "crates/server/src/customers/handlers.rs",
            from: "Ok(GetCustomerResponse::Ok(row.try_into()?))",
            to: "Ok(GetCustomerResponse::Created(row.try_into()?))",
        },
        tells: "crates/server/src/customers/handlers.rs",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a member is missing in an answer",
            file: "crates/server/src/health/handlers.rs",
            from: "            uptime: self.uptime_seconds(),\n",
            to: "",
        },
        tells: "crates/server/src/health/handlers.rs",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a failure that is not declared",
            file: "crates/server/src/sessions/handlers.rs",
            from: "Ok(LogoutResponse::NoContent)",
            to: "Err(crate::error::NotFound::User.into())",
        },
        tells: "crates/server/src/sessions/handlers.rs",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a caller of another tier",
            file: "crates/server/src/credentials/handlers.rs",
            from: "ListCredentialsRequest<SessionCaller>",
            to: "ListCredentialsRequest<crate::auth::caller::OwnerCaller>",
        },
        tells: "crates/server/src/credentials/handlers.rs",
    },
    Marked {
        drift: Drift {
            what: "the whole server: a handler is missing",
            file: "crates/server/src/currencies/handlers.rs",
            from: "    async fn list_currency_pairs(",
            to: concat!("    #[cfg(any())]\n", "    async fn list_currency_pairs(",),
        },
        tells: "crates/server/src/currencies/handlers.rs",
    },
];

/// Handlers and layers around them that do.
pub(in super::super::super) const RUNNING: &[Marked] = &[
    Marked {
        drift: Drift {
            what: "a handler answers a number below its minimum",
            file: "crates/server/src/health/handlers.rs",
            from: "uptime: self.uptime_seconds(),",
            to: "uptime: -1.0 - self.uptime_seconds(),",
        },
        tells: "/uptime: ",
    },
    Marked {
        drift: Drift {
            what: "a handler masks a key in another way",
            file: "crates/server/src/credentials/model.rs",
            from: "customer_secret: masked,",
            to: "customer_secret: masked.replace('.', \"\"),",
        },
        tells: "/customer_secret: ",
    },
    Marked {
        drift: Drift {
            what: "the boundary does not say how to authenticate",
            file: "crates/runtime/src/boundary.rs",
            from: "if status == StatusCode::UNAUTHORIZED {",
            to: "if status == StatusCode::FORBIDDEN {",
        },
        tells: "`WWW-Authenticate`",
    },
    Marked {
        drift: Drift {
            what: "the boundary does not say what may still be spent",
            file: "crates/runtime/src/boundary.rs",
            from: "http.extensions().get::<RateLimit>().copied();",
            to: "http.extensions().get::<RateLimit>().copied().filter(|_| false);",
        },
        tells: "`X-RateLimit-Limit`",
    },
    Marked {
        drift: Drift {
            what: "the boundary does not say which methods there are",
            file: "crates/runtime/src/boundary.rs",
            from: "    headers.insert(ALLOW, HeaderValue::from_static(methods));\n",
            to: "    let _ = (headers, methods);\n",
        },
        tells: "`Allow`",
    },
    Marked {
        drift: Drift {
            what: "the outermost layer forgets the trace id",
            file: "crates/server/src/app/layer.rs",
            from: "        headers.insert(TRACE_ID, value);\n",
            to: "        headers.insert(HeaderName::from_static(\"x-request-id\"), value);\n",
        },
        tells: "`x-trace-id`",
    },
];
