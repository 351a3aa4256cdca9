//! JSON Patch, as PayPal takes it: add, replace and remove alone.
//!
//! RFC 6902 has it otherwise: here a path may name a purchase unit by its
//! reference id, objects on the way are made, and what is added at an index
//! replaces what was there.

use serde_json::Value;

/// Errors of patches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PatchError {
    /// It is no list of operations with `op` and `path`.
    Malformed { index: usize, field: &'static str },
    /// The path leads nowhere.
    Path { index: usize, path: String },
}

/// Applies all operations to `target`.
pub(super) fn apply(target: &mut Value, patch: &Value) -> Result<(), PatchError> {
    let Some(operations) = patch.as_array().filter(|all| !all.is_empty()) else {
        return Err(PatchError::Malformed {
            index: 0,
            field: "",
        });
    };
    for (index, operation) in operations.iter().enumerate() {
        let malformed = |field| PatchError::Malformed { index, field };
        let word = |name: &'static str| operation.get(name).and_then(Value::as_str);
        let path = word("path").ok_or_else(|| malformed("path"))?;
        let op = word("op").ok_or_else(|| malformed("op"))?;
        let value = operation.get("value");
        let value = match (op, value) {
            ("add" | "replace", Some(value)) => Some(value.clone()),
            ("add" | "replace", None) => return Err(malformed("value")),
            ("remove", _) => None,
            _ => return Err(malformed("op")),
        };
        put(target, path, value).ok_or_else(|| PatchError::Path {
            index,
            path: path.to_owned(),
        })?;
    }
    Ok(())
}

/// The paths of all operations that have one.
pub(super) fn paths(patch: &Value) -> impl Iterator<Item = &str> {
    patch
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|operation| operation.get("path")?.as_str())
}

/// Sets, or takes away, what `path` points at; objects on the way are made.
fn put(target: &mut Value, path: &str, value: Option<Value>) -> Option<()> {
    let mut steps: Vec<String> = path
        .strip_prefix('/')?
        .split('/')
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let last = steps.pop()?;
    let mut place = target;
    for step in &steps {
        place = match place {
            Value::Array(list) => {
                let index = position(list, step)?;
                list.get_mut(index)?
            }
            Value::Object(map) => map
                .entry(step.clone())
                .or_insert_with(|| Value::Object(serde_json::Map::new())),
            _ => return None,
        };
    }
    match (place, value) {
        (Value::Object(map), Some(value)) => {
            map.insert(last, value);
        }
        (Value::Object(map), None) => {
            map.remove(&last)?;
        }
        (Value::Array(list), Some(value)) if last == "-" => list.push(value),
        (Value::Array(list), Some(value)) => {
            let index = position(list, &last)?;
            *list.get_mut(index)? = value;
        }
        (Value::Array(list), None) => {
            let index = position(list, &last)?;
            list.remove(index);
        }
        _ => return None,
    }
    Some(())
}

/// An index, or `@reference_id=='…'`. A unit without a reference id is called
/// `default`.
fn position(list: &[Value], step: &str) -> Option<usize> {
    if let Some(wanted) = step.strip_prefix("@reference_id==") {
        let wanted = wanted.trim_matches('\'');
        return list.iter().position(|unit| {
            let id = unit.get("reference_id").and_then(Value::as_str);
            id.unwrap_or("default") == wanted
        });
    }
    step.parse().ok().filter(|index| *index < list.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn units_are_found_by_reference_id_and_places_that_are_not_there_are_named() {
        let mut order = json!({"purchase_units": [{"amount": 1}, {"reference_id": "b"}]});
        apply(
            &mut order,
            &json!([
                {"op": "replace", "path": "/purchase_units/@reference_id=='default'/amount", "value": 2},
                {"op": "add", "path": "/purchase_units/@reference_id=='b'/shipping/name", "value": "x"},
            ]),
        )
        .unwrap();
        assert_eq!(
            order,
            json!({"purchase_units": [{"amount": 2}, {"reference_id": "b", "shipping": {"name": "x"}}]})
        );
        apply(
            &mut order,
            &json!([{"op": "remove", "path": "/purchase_units/0/amount"}]),
        )
        .unwrap();
        let nowhere = json!([{"op": "remove", "path": "/purchase_units/0/amount"}]);
        assert!(matches!(
            apply(&mut order, &nowhere),
            Err(PatchError::Path { index: 0, .. })
        ));
        for bad in [
            json!({}),
            json!([]),
            json!([{"op": "add"}]),
            json!([{"op": "test", "path": "/x"}]),
        ] {
            assert!(apply(&mut order, &bad).is_err(), "{bad}");
        }
    }
}
