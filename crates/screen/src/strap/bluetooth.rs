//! The browser's Bluetooth under a strap: choosing, connecting, notifications, coming back.
//!
//! web-sys keeps Web Bluetooth behind an unstable flag, so the few calls that are needed are declared here.

use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

const HEART_RATE_SERVICE: u16 = 0x180D;
const HEART_RATE_MEASUREMENT: u16 = 0x2A37;

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
    async fn get_primary_service(this: &GattServer, service: u16) -> Result<JsValue, JsValue>;

    type GattService;
    #[wasm_bindgen(method, catch, js_name = getCharacteristic)]
    async fn get_characteristic(this: &GattService, characteristic: u16) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = web_sys::EventTarget)]
    #[derive(Clone)]
    type Characteristic;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Characteristic) -> Option<js_sys::DataView>;
    #[wasm_bindgen(method, catch, js_name = startNotifications)]
    async fn start_notifications(this: &Characteristic) -> Result<JsValue, JsValue>;
}

/// What a strap tells.
pub enum Heard {
    /// A notification: the bytes as they came.
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
    notified: Option<(Characteristic, Closure<dyn FnMut()>)>,
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
        Ok(Self { device, tell, gone, notified: None })
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

    /// Keeps what a connection needs to be heard.
    pub fn connected(&mut self, connection: Connection) {
        self.silence();
        self.notified = Some((connection.characteristic, connection.notified));
    }

    fn silence(&mut self) {
        if let Some((characteristic, notified)) = self.notified.take() {
            let _ = characteristic.remove_event_listener_with_callback(
                "characteristicvaluechanged",
                notified.as_ref().unchecked_ref(),
            );
        }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.silence();
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

/// A connection that notifies.
pub struct Connection {
    characteristic: Characteristic,
    notified: Closure<dyn FnMut()>,
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
        let service: GattService = gatt.get_primary_service(HEART_RATE_SERVICE).await?.unchecked_into();
        let characteristic: Characteristic =
            service.get_characteristic(HEART_RATE_MEASUREMENT).await?.unchecked_into();
        let source = characteristic.clone();
        let tell = self.tell;
        let notified = Closure::<dyn FnMut()>::new(move || {
            if let Some(view) = source.value() {
                let offset = u32::try_from(view.byte_offset()).unwrap_or(0);
                let length = u32::try_from(view.byte_length()).unwrap_or(0);
                let bytes =
                    js_sys::Uint8Array::new_with_byte_offset_and_length(&view.buffer(), offset, length);
                tell(Heard::Packet(bytes.to_vec()));
            }
        });
        characteristic.add_event_listener_with_callback(
            "characteristicvaluechanged",
            notified.as_ref().unchecked_ref(),
        )?;
        characteristic.start_notifications().await?;
        Ok(Connection { characteristic, notified })
    }
}

/// `{ filters: [{ services: [0x180D] }] }`: only heart straps stand in the list.
fn wanted() -> JsValue {
    let services = js_sys::Array::of1(&JsValue::from(HEART_RATE_SERVICE));
    let filter = js_sys::Object::new();
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&filter, &JsValue::from_str("services"), &services);
    let _ = js_sys::Reflect::set(&options, &JsValue::from_str("filters"), &js_sys::Array::of1(&filter));
    options.into()
}

/// `NotFoundError` is what browsers say when the list was closed; anything else means that Bluetooth is off or shut.
fn why_not(reason: &JsValue) -> Failure {
    let name =
        js_sys::Reflect::get(reason, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("NotFoundError") { Failure::NothingChosen } else { Failure::Unsupported }
}
