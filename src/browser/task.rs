//! Code that waits for the browser. It waits for one thing at a time, so that a
//! task is simply gone on with when that has come: no wakers, no queue.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::page;

type Task = Rc<RefCell<Pin<Box<dyn Future<Output = ()>>>>>;

thread_local! {
    /// The task that runs now.
    static CURRENT: RefCell<Option<Task>> = const { RefCell::new(None) };
}

/// Runs `future` as soon as the code that is running has come to its end.
/// Inside of it only [`Answered`] is waited for.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    let task: Task = Rc::new(RefCell::new(Box::pin(future)));
    page::soon(&once(move |_| go_on(task)));
}

fn go_on(task: Task) {
    let before = CURRENT.replace(Some(task.clone()));
    let mut context = Context::from_waker(Waker::noop());
    let _ = task.borrow_mut().as_mut().poll(&mut context);
    CURRENT.set(before);
}

/// What the browser will say.
pub(crate) struct Answered(Rc<RefCell<Option<JsValue>>>);

/// A function for the browser to call with what it says, and what the task
/// that runs now can await it with.
pub(crate) fn answered() -> (JsValue, Answered) {
    let said: Rc<RefCell<Option<JsValue>>> = Rc::default();
    let heard = said.clone();
    let task = CURRENT.with_borrow(Clone::clone);
    let then = once(move |value| {
        heard.replace(Some(value));
        if let Some(task) = task {
            go_on(task);
        }
    });
    (then, Answered(said))
}

impl Future for Answered {
    type Output = JsValue;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<JsValue> {
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

/// A function for the browser to call once.
pub(crate) fn once(run: impl FnOnce(JsValue) + 'static) -> JsValue {
    let mut run = Some(Box::new(run) as Box<dyn FnOnce(JsValue)>);
    callback(Box::new(move |value| {
        if let Some(run) = run.take() {
            run(value);
        }
    }))
}

/// A function for the browser to call. The browser's garbage collector takes
/// it when nothing there knows it any more.
pub(crate) fn callback(run: Box<dyn FnMut(JsValue)>) -> JsValue {
    Closure::wrap(run).into_js_value()
}
