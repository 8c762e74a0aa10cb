//! The browser's Bluetooth under a strap: choosing, connecting, notifications, coming back.
//!
//! web-sys keeps Web Bluetooth behind an unstable flag, so the few calls that are needed are declared here.

use hrv::pmd::{self, Features, Feed, Wish};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

const HEART_RATE_SERVICE: u16 = 0x180D;
const HEART_RATE_MEASUREMENT: u16 = 0x2A37;
/// The browser's word for a notification.
const CHANGED: &str = "characteristicvaluechanged";

#[wasm_bindgen]
extern "C" {
    type Bluetooth;
    #[wasm_bindgen(method, catch, js_name = requestDevice)]
    async fn request_device(this: &Bluetooth, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = web_sys::EventTarget)]
    #[derive(Clone)]
    type BluetoothDevice;
    #[wasm_bindgen(method, getter)]
    fn id(this: &BluetoothDevice) -> String;
    #[wasm_bindgen(method, getter)]
    fn name(this: &BluetoothDevice) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn gatt(this: &BluetoothDevice) -> Option<GattServer>;

    #[derive(Clone)]
    type GattServer;
    #[wasm_bindgen(method, catch)]
    async fn connect(this: &GattServer) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn disconnect(this: &GattServer);
    #[wasm_bindgen(method, catch, js_name = getPrimaryService)]
    async fn get_primary_service(this: &GattServer, service: &JsValue) -> Result<JsValue, JsValue>;

    type GattService;
    #[wasm_bindgen(method, catch, js_name = getCharacteristic)]
    async fn get_characteristic(this: &GattService, characteristic: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = web_sys::EventTarget)]
    #[derive(Clone)]
    type Characteristic;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Characteristic) -> Option<js_sys::DataView>;
    #[wasm_bindgen(method, catch, js_name = startNotifications)]
    async fn start_notifications(this: &Characteristic) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = readValue)]
    async fn read_value(this: &Characteristic) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = writeValueWithResponse)]
    async fn write_value_with_response(this: &Characteristic, value: &[u8]) -> Result<JsValue, JsValue>;
}

/// What a strap tells.
pub enum Heard {
    /// A packet for the record: a notification as it came, or intervals by light as `hrv::Packet` reads them.
    Packet(Vec<u8>),
    /// Out of reach.
    Disconnected,
}

/// Why there is no strap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This browser has no Bluetooth for pages, or it is off.
    Unsupported,
    /// Nothing was chosen.
    NothingChosen,
    /// It did not answer as a heart strap does.
    Unreachable,
}

/// A strap that was chosen. Dropping it lets it go.
pub struct Device {
    device: BluetoothDevice,
    tell: Rc<dyn Fn(Heard)>,
    gone: Closure<dyn FnMut()>,
    connection: Option<Connection>,
}

/// Whether pages of this browser can reach a strap at all.
pub fn supported() -> bool {
    bluetooth().is_some()
}

fn bluetooth() -> Option<Bluetooth> {
    let navigator = web_sys::window()?.navigator();
    let found = js_sys::Reflect::get(&navigator, &JsValue::from_str("bluetooth")).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

impl Device {
    /// Lets the person choose a strap in the browser's own list; must follow a tap.
    ///
    /// # Errors
    /// When nothing was chosen or pages cannot use Bluetooth.
    pub async fn choose(tell: Rc<dyn Fn(Heard)>) -> Result<Self, Failure> {
        let bluetooth = bluetooth().ok_or(Failure::Unsupported)?;
        let chosen = bluetooth.request_device(&wanted()).await;
        let device: BluetoothDevice = chosen.map_err(|reason| why_not(&reason))?.unchecked_into();
        let gone = {
            let tell = Rc::clone(&tell);
            Closure::<dyn FnMut()>::new(move || tell(Heard::Disconnected))
        };
        let _ =
            device.add_event_listener_with_callback("gattserverdisconnected", gone.as_ref().unchecked_ref());
        Ok(Self { device, tell, gone, connection: None })
    }

    /// The browser's own name for this strap on this site; not its hardware address.
    pub fn id(&self) -> String {
        self.device.id()
    }

    /// The name that the strap gives itself.
    pub fn name(&self) -> Option<String> {
        self.device.name()
    }

    /// A handle for connecting while the device itself stays where it is.
    pub fn connector(&self) -> Connector {
        Connector { device: self.device.clone(), tell: Rc::clone(&self.tell) }
    }

    /// Keeps what a connection needs to be heard; what the one before it needed is let go.
    pub fn connected(&mut self, connection: Connection) {
        self.connection = Some(connection);
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.connection = None;
        let _ = self.device.remove_event_listener_with_callback(
            "gattserverdisconnected",
            self.gone.as_ref().unchecked_ref(),
        );
        if let Some(gatt) = self.device.gatt() {
            gatt.disconnect();
        }
    }
}

/// Connects a chosen strap.
pub struct Connector {
    device: BluetoothDevice,
    tell: Rc<dyn Fn(Heard)>,
}

/// A connection that notifies, for as long as it is kept.
pub struct Connection(#[allow(dead_code, reason = "kept, and dropped with it")] Vec<Listening>);

/// One characteristic whose notifications are heard.
struct Listening {
    characteristic: Characteristic,
    notified: Closure<dyn FnMut()>,
}

impl Listening {
    /// Hears a characteristic from now on.
    async fn to(characteristic: Characteristic, heard: impl Fn(Vec<u8>) + 'static) -> Result<Self, JsValue> {
        let source = characteristic.clone();
        let notified = Closure::<dyn FnMut()>::new(move || {
            if let Some(view) = source.value() {
                heard(bytes_of(&view));
            }
        });
        characteristic.add_event_listener_with_callback(CHANGED, notified.as_ref().unchecked_ref())?;
        let listening = Self { characteristic, notified };
        listening.characteristic.start_notifications().await?;
        Ok(listening)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self
            .characteristic
            .remove_event_listener_with_callback(CHANGED, self.notified.as_ref().unchecked_ref());
    }
}

impl Connector {
    /// Connects and asks for notifications.
    ///
    /// # Errors
    /// When the strap is out of reach or is none.
    pub async fn connect(self) -> Result<Connection, Failure> {
        self.try_connect().await.map_err(|reason| {
            web_sys::console::warn_2(&JsValue::from_str("the strap did not answer:"), &reason);
            Failure::Unreachable
        })
    }

    async fn try_connect(self) -> Result<Connection, JsValue> {
        let gatt = self.device.gatt().ok_or(JsValue::NULL)?;
        gatt.connect().await?;
        let feed = Rc::new(RefCell::new(Feed::new()));
        let service: GattService =
            gatt.get_primary_service(&HEART_RATE_SERVICE.into()).await?.unchecked_into();
        let measurement: Characteristic =
            service.get_characteristic(&HEART_RATE_MEASUREMENT.into()).await?.unchecked_into();
        let (tell, kept) = (Rc::clone(&self.tell), Rc::clone(&feed));
        let measurement = Listening::to(measurement, move |bytes| {
            if kept.borrow().keeps(&bytes) {
                tell(Heard::Packet(bytes));
            }
        });
        let mut listening = vec![measurement.await?];
        // A sensor without it, or one that refuses, tells by its Heart Rate service alone.
        if let Ok(more) = ask_for_more(&gatt, &feed, &self.tell).await {
            listening.extend(more);
        }
        Ok(Connection(listening))
    }
}

/// Asks a sensor that has no intervals of its own for those by light.
async fn ask_for_more(
    gatt: &GattServer,
    feed: &Rc<RefCell<Feed>>,
    tell: &Rc<dyn Fn(Heard)>,
) -> Result<Vec<Listening>, JsValue> {
    let service: GattService = gatt.get_primary_service(&uuid(pmd::SERVICE)).await?.unchecked_into();
    let control: Characteristic = service.get_characteristic(&uuid(pmd::CONTROL)).await?.unchecked_into();
    let features: js_sys::DataView = control.read_value().await?.unchecked_into();
    let features = Features::parse(&bytes_of(&features)).unwrap_or_default();
    let Some(request) = Feed::start(Wish::Best, features) else { return Ok(Vec::new()) };
    let data: Characteristic = service.get_characteristic(&uuid(pmd::DATA)).await?.unchecked_into();
    let answers = Rc::clone(feed);
    let control = Listening::to(control, move |bytes| {
        answers.borrow_mut().answered(&bytes);
    });
    let control = control.await?;
    let (tell, frames) = (Rc::clone(tell), Rc::clone(feed));
    let data = Listening::to(data, move |bytes| {
        // Told after the borrow has ended: whoever hears it may let the strap go.
        let mut packets = Vec::new();
        frames.borrow_mut().frame(&bytes, |packet| packets.push(packet));
        packets.into_iter().for_each(|packet| tell(Heard::Packet(packet)));
    });
    let data = data.await?;
    control.characteristic.write_value_with_response(&request).await?;
    Ok(vec![control, data])
}

fn bytes_of(view: &js_sys::DataView) -> Vec<u8> {
    let offset = u32::try_from(view.byte_offset()).unwrap_or(0);
    let length = u32::try_from(view.byte_length()).unwrap_or(0);
    js_sys::Uint8Array::new_with_byte_offset_and_length(&view.buffer(), offset, length).to_vec()
}

/// As browsers write it: eight, four, four, four and twelve digits.
fn uuid(number: u128) -> JsValue {
    let digits = format!("{number:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let text = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-");
    JsValue::from_str(&text)
}

/// `{ filters: [{ services: [0x180D] }], optionalServices: [PMD] }`: only heart straps stand in the list, and the page may ask them
/// for more.
fn wanted() -> JsValue {
    let services = js_sys::Array::of1(&JsValue::from(HEART_RATE_SERVICE));
    let filter = js_sys::Object::new();
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&filter, &JsValue::from_str("services"), &services);
    let _ = js_sys::Reflect::set(&options, &JsValue::from_str("filters"), &js_sys::Array::of1(&filter));
    let more = js_sys::Array::of1(&uuid(pmd::SERVICE));
    let _ = js_sys::Reflect::set(&options, &JsValue::from_str("optionalServices"), &more);
    options.into()
}

/// `NotFoundError` is what browsers say when the list was closed; anything else means that Bluetooth is off or shut.
fn why_not(reason: &JsValue) -> Failure {
    let name =
        js_sys::Reflect::get(reason, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("NotFoundError") { Failure::NothingChosen } else { Failure::Unsupported }
}
