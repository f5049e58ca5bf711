//! A choice of objects that are told apart by a member: one required in one branch and declared in
//! no other. As the branches are closed, a value fits at most one of them.

use proc_macro2::TokenStream;
use quote::quote;
use sovx_contract::Document;
use sovx_contract::model::{Additional, Kind, ObjectRules, Schema};

use crate::naming::type_ident;
use crate::render::docs;

/// A branch of a union.
pub(crate) struct Branch<'d> {
    /// The name of its schema.
    name: &'d str,
    /// The member that only values of this branch have.
    member: &'d str,
    description: Option<&'d str>,
}

/// The branches, if each can be told from the others.
pub(crate) fn branches<'d>(
    document: &'d Document,
    schemas: &'d [Schema],
) -> Option<Vec<Branch<'d>>> {
    let named: Vec<(&str, &Schema, &ObjectRules)> = schemas
        .iter()
        .map(|schema| closed_object(document, schema))
        .collect::<Option<_>>()?;
    let telling = |index: usize, rules: &'d ObjectRules| {
        let required = rules.properties.iter().filter(|member| member.required);
        let mut own = required.filter(|member| {
            let mut others = named
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            others.all(|(_, (.., other))| declares(other, &member.name).is_none())
        });
        own.next().map(|member| member.name.as_str())
    };
    let branch =
        |(index, (name, schema, rules)): (usize, &(&'d str, &'d Schema, &'d ObjectRules))| {
            Some(Branch {
                name,
                member: telling(index, rules)?,
                description: schema.description.as_deref(),
            })
        };
    named.iter().enumerate().map(branch).collect()
}

fn declares<'d>(rules: &'d ObjectRules, name: &str) -> Option<&'d str> {
    let mut members = rules.properties.iter().map(|member| member.name.as_str());
    members.find(|member| *member == name)
}

/// A branch by reference, closed and never null.
fn closed_object<'d>(
    document: &'d Document,
    schema: &'d Schema,
) -> Option<(&'d str, &'d Schema, &'d ObjectRules)> {
    let Kind::Ref(name) = &schema.kind else {
        return None;
    };
    let target = document.schema(name)?;
    match &target.kind {
        Kind::Object(rules)
            if matches!(rules.additional, Additional::Closed)
                && !target.nullable
                && !schema.nullable =>
        {
            Some((name, target, rules))
        }
        _ => None,
    }
}

/// The enum of a union.
pub(crate) fn item(
    document: &Document,
    name: &str,
    schema: &Schema,
    schemas: &[Schema],
) -> Option<TokenStream> {
    let branches = branches(document, schemas)?;
    let ident = type_ident(name);
    let title = docs(schema.description.as_deref());
    let variants = branches.iter().map(|branch| {
        let (docs, ident) = (docs(branch.description), type_ident(branch.name));
        quote!(#docs #ident(#ident))
    });
    let choices = branches.iter().map(|branch| {
        let (member, ident) = (branch.member, type_ident(branch.name));
        quote!(.when(#member, <#ident as Check>::check))
    });
    Some(quote! {
        #title
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
        #[serde(untagged)]
        #[allow(
            clippy::large_enum_variant,
            reason = "a body is moved once, a box would be in every handler's way"
        )]
        pub enum #ident {
            #(#variants),*
        }

        impl Check for #ident {
            fn check(value: &Value, at: &At<'_>, out: &mut Violations) {
                if let Some(choice) = check::choice(value, at, out) {
                    choice #(#choices)* .done();
                }
            }
        }

        impl Validate for #ident {
            fn validate(&self) -> Result<(), ValidationErrors> {
                sovx_runtime::validate(self)
            }
        }
    })
}
