//! `client`: a method for each operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use sovx_contract::Document;
use sovx_contract::model::Carrier;

use super::names::{Group, Plan};
use crate::foreign::docs;
use crate::naming::snake;

/// `client.rs`: the client and its credentials.
pub(super) fn root(document: &Document, plan: &Plan<'_>) -> TokenStream {
    let modules = plan.groups.iter().map(Group::module_ident);
    let credentials = credentials(document);
    quote! {
        pub use sovx_runtime::Secret;
        pub use sovx_runtime::client::ClientError;

        use super::operations::BASE_PATH;

        #(mod #modules;)*

        /// A client for this contract. Cheap to clone; clones share connections.
        #[derive(Debug, Clone)]
        pub struct Client(sovx_runtime::client::Client);

        impl Client {
            /// A client for the server at this address, such as `https://api.example.org`; what
            /// stands before the contract's own base path belongs to it.
            ///
            /// # Errors
            /// When the address is no http or https URL.
            pub fn new(address: &str) -> Result<Self, ClientError> {
                sovx_runtime::client::Client::new(address, BASE_PATH).map(Self)
            }

            /// The same client with another bound for the bodies of answers, in bytes; 64 MiB where
            /// nothing is said.
            #[must_use]
            pub fn with_largest_answer(self, bytes: usize) -> Self {
                Self(self.0.with_largest_answer(bytes))
            }

            #(#credentials)*
        }
    }
}

/// A method for each credential.
fn credentials(document: &Document) -> Vec<TokenStream> {
    let mut given = super::names::Names::default();
    // A method that every client has.
    given.give("with_largest_answer".to_owned());
    let schemes = document
        .security_schemes
        .iter()
        .filter(|scheme| scheme.carrier != Carrier::MutualTls);
    schemes
        .map(|scheme| {
            let name = &scheme.name;
            let method = format_ident!("{}", given.give(format!("with_{}", snake(name))));
            let title = format!(" The same client with a credential for `{name}`.");
            let said = docs(scheme.description.as_deref());
            let said = (!said.is_empty()).then(|| quote!(#[doc = ""] #said));
            if scheme.carrier == Carrier::Basic {
                quote! {
                    #[doc = #title]
                    #said
                    #[must_use]
                    pub fn #method(self, name: &str, password: Secret) -> Self {
                        Self(self.0.with_basic(#name, name, password))
                    }
                }
            } else {
                quote! {
                    #[doc = #title]
                    #said
                    #[must_use]
                    pub fn #method(self, secret: Secret) -> Self {
                        Self(self.0.with_secret(#name, secret))
                    }
                }
            }
        })
        .collect()
}

/// The methods of a tag.
pub(super) fn group(group: &Group<'_>) -> TokenStream {
    let methods = group.operations.iter().map(|named| {
        let docs = named.docs();
        let (method, request, response) = (&named.method, named.request(), named.response());
        quote! {
            #docs
            ///
            /// # Errors
            /// When no answer comes that the contract declares.
            pub async fn #method(
                &self,
                request: &operations::#request,
            ) -> Result<operations::#response, ClientError> {
                self.0.call(request).await
            }
        }
    });
    quote! {
        use super::{Client, ClientError};
        use super::super::operations;

        impl Client {
            #(#methods)*
        }
    }
}
