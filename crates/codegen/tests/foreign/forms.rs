//! Forms, files and bytes, from a client to a server.

use sovx_runtime::wire::{Content, Upload};
use uuid::Uuid;

use crate::api::models::*;
use crate::api::operations::*;
use crate::calls::{assert_seen, jpeg, start};

#[actix_web::test]
async fn a_form_carries_texts_numbers_objects_and_files() {
    let (client, library) = start();
    let photo = Upload {
        file_name: Some("a \"b\"; c.png".to_owned()),
        content_type: Some("image/png".to_owned()),
        bytes: b"\r\n--part-0-of-this-form\r\n\x00\xff".to_vec(),
    };
    let form = ReportDamageForm {
        note: "torn, twice\r\nsee photo".to_owned(),
        pages: Some(vec![1, 2]),
        photo: photo.clone(),
        more: vec![photo.clone(), photo],
        place: Some(Place { lat: 1.5, lon: 2.5 }),
    };
    let request = ReportDamageRequest::new(Uuid::from_u128(1), form);

    let response = client.report_damage(&request).await.unwrap();

    assert_seen(&library, &request);
    assert_eq!(response, ReportDamageResponse::Accepted);
}

#[actix_web::test]
async fn a_file_states_the_content_type_that_the_contract_declares() {
    let (client, library) = start();
    let mut request = ProveRequest::new(
        Uuid::from_u128(1),
        ProveForm {
            proof: Some(Upload::new(b"%PDF".to_vec())),
        },
    );

    let response = client.prove(&request).await.unwrap();

    let proof = request.body.proof.as_mut().unwrap();
    proof.content_type = Some("application/pdf".to_owned());
    proof.file_name = Some("proof".to_owned());
    assert_seen(&library, &request);
    assert_eq!(response, ProveResponse::NoContent);
}

#[actix_web::test]
async fn bytes_travel_with_the_type_that_they_name() {
    let (client, library) = start();
    let request = GetTitlesByIsbnCoverByFormatRequest::new("1.2/3".to_owned(), jpeg());
    let mut cover = PutCoverRequest::new("9".to_owned(), jpeg());
    cover.body = Some(vec![0, 1, 255]);

    let response = client.get_titles_by_isbn_cover_by_format(&request).await;
    assert_seen(&library, &request);
    let kept = client.put_cover(&cover).await.unwrap();

    assert_seen(&library, &cover);
    assert_eq!(kept, PutCoverResponse::NoContent);
    let content = Content {
        content_type: "image/jpeg".to_owned(),
        bytes: vec![0, 255],
    };
    let expected = GetTitlesByIsbnCoverByFormatResponse::Ok(content);
    assert_eq!(response.unwrap(), expected);
}
