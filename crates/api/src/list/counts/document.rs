//! What the document says of counting: an operation and an answer for each list, made from what the list declares.

use app::list::{Counted, CountedMember, MOST_GROUPS};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, ParameterStyle, PathItem};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, Object, Paths, Ref, RefOr, Required, ResponseBuilder, Schema};
use utoipa_actix_web::OpenApiFactory;

use super::{Counting, MOST_MEMBERS};
use crate::list::query::{named, of_shape, own};
use crate::wire::PathId;

impl<F: Counted, Of: InDocument> OpenApiFactory for Counting<F, Of> {
    fn paths(&self) -> Paths {
        Paths::builder().path(format!("{}/counts", self.path), PathItem::new(HttpMethod::Get, self.operation())).build()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        let group = self.schema_name("group");
        schemas.push((self.schema_name("counts"), answer::<F>(&group).into()));
        schemas.push((group, of_group::<F>().into()));
    }
}

/// What the document says of whose list it is.
pub trait InDocument {
    /// The parameter of the path.
    fn parameter() -> Option<Parameter>;
}

impl InDocument for super::Itself {
    fn parameter() -> Option<Parameter> {
        None
    }
}

impl<T: crate::wire::InPath + utoipa::ToSchema> InDocument for PathId<T> {
    fn parameter() -> Option<Parameter> {
        let id = ParameterBuilder::new().name("id").parameter_in(ParameterIn::Path).required(Required::True);
        Some(id.schema(Some(Ref::from_schema_name(T::name()))).build())
    }
}

impl<F: Counted, Of: InDocument> Counting<F, Of> {
    /// What is counted: `webhook_endpoints`.
    fn things(&self) -> String {
        self.path.rsplit('/').next().unwrap_or_default().replace('-', "_")
    }

    /// The schema of the answer (`WebhookEndpointCounts`), or of a group in it (`WebhookEndpointGroup`).
    fn schema_name(&self, what: &str) -> String {
        let things = self.things();
        let thing = things.strip_suffix("ies").map_or_else(|| things.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
        let capital = |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
        thing.split('_').chain([what]).map(capital).collect()
    }

    fn operation(&self) -> Operation {
        let plain = self.things().replace('_', " ");
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(self.schema_name("counts")))).build();
        let answer = ResponseBuilder::new().description("The groups and how many items each has").content("application/json", content);
        let operation = OperationBuilder::new()
            .operation_id(Some(format!("count_{}", self.things())))
            .tag(self.tag)
            .summary(Some(format!("Count {plain} by their members.")))
            .description(Some(format!(
                "How many {plain} there are with each value of one or two members, of those that you see on the list and that pass the same filters; \
                 groups with none are left out, and without `by` it is the number of all. Greatest first; {MOST_GROUPS} groups at most, and `truncated` says \
                 whether there are more."
            )))
            .response("200", answer);
        let parameters = Of::parameter().into_iter().chain([by::<F>()]).chain(own::<F>());
        parameters.fold(operation, OperationBuilder::parameter).build()
    }
}

fn by<F: Counted>() -> Parameter {
    let list = ArrayBuilder::new().items(members::<F>()).min_items(Some(1)).max_items(Some(MOST_MEMBERS));
    let about = "Members by whose values the items are counted, one or two, separated by commas; left out, all are counted together.";
    named("by", about).style(Some(ParameterStyle::Form)).explode(Some(false)).schema(Some(list)).build()
}

fn members<F: Counted>() -> Object {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    text.enum_values(Some(F::COUNTED.iter().map(|member| member.name))).build()
}

fn number(about: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(0)).description(Some(about))
}

/// The schema of a group: it has a name, for generated clients and for `include`.
fn of_group<F: Counted>() -> Object {
    let about = "Items that have the same values of the members asked for, and how many there are.";
    let group = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Object)).description(Some(about));
    let group = F::COUNTED.iter().fold(group, |group, member| group.property(member.name, value(member)));
    group.property("count", number("Number of items that have these values.")).required("count").build()
}

fn answer<F: Counted>(group: &str) -> Object {
    let flag = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Boolean));
    let by = ArrayBuilder::new().items(members::<F>()).description(Some("The members by which was counted, as asked for."));
    let items =
        ArrayBuilder::new().items(Ref::from_schema_name(group)).description(Some("The groups that are not empty, the greatest first."));
    let whole = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Object))
        .property("by", by)
        .property("items", items)
        .property("total", number("Number of items in all groups, shown or not."))
        .property(
            "truncated",
            flag.description(Some("True if there are more groups than are shown; filter then, or count by fewer members.")),
        );
    let whole = whole.description(Some("How many items of a list there are, by their members."));
    ["by", "items", "total", "truncated"].into_iter().fold(whole, ObjectBuilder::required).build()
}

/// A member of a group, which is there if it was asked for.
fn value(member: &CountedMember) -> RefOr<Schema> {
    let name = member.name.replace('_', " ");
    let nobody = if member.nullable { "; null for items without one" } else { "" };
    let about = format!("The {name} that the items have in common, as on the list{nobody}; there if it was asked for.");
    match (of_shape(member.shape), member.nullable) {
        (RefOr::T(Schema::Object(mut object)), nullable) => {
            if let (true, SchemaType::Type(kind)) = (nullable, &object.schema_type) {
                object.schema_type = SchemaType::Array(vec![kind.clone(), Type::Null]);
            }
            ObjectBuilder::from(object).description(Some(about)).into()
        }
        (RefOr::Ref(mut reference), false) => {
            reference.description = about;
            reference.into()
        }
        (one, _) => {
            let null = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Null));
            OneOfBuilder::new().item(null).item(one).description(Some(about)).into()
        }
    }
}
