# Heart straps on a made-up BlueZ: python-dbusmock's bluez5 template, and devices with the services that straps have.

import dbus
from dbusmock import mockobject
from dbusmock.templates import bluez5
from dbusmock.templates.bluez5 import ADAPTER_IFACE, DEVICE_IFACE, AddAdapter, AddDevice  # noqa: F401

BUS_NAME = bluez5.BUS_NAME
MAIN_OBJ = bluez5.MAIN_OBJ
SYSTEM_BUS = True
IS_OBJECT_MANAGER = True

STRAPS = 'org.luwte.Straps'
SERVICE = 'org.bluez.GattService1'
CHARACTERISTIC = 'org.bluez.GattCharacteristic1'

HEART_RATE = '0000180d-0000-1000-8000-00805f9b34fb'
MEASUREMENT = '00002a37-0000-1000-8000-00805f9b34fb'
PMD = 'fb005c80-02e7-f387-1cad-8acd2d8df0c8'
PMD_CONTROL = 'fb005c81-02e7-f387-1cad-8acd2d8df0c8'
PMD_DATA = 'fb005c82-02e7-f387-1cad-8acd2d8df0c8'


def tostring(tree, encoding=None, method=None):
    # As BlueZ itself describes its objects: no odd name for the encoding, and elements of a kind together.
    for element in tree.iter():
        element[:] = sorted(element, key=lambda child: child.tag)
    return WRITES(tree, encoding='utf-8' if encoding == 'utf8' else encoding, method=method)


WRITES = mockobject.ElementTree.tostring
mockobject.ElementTree.tostring = tostring


def load(mock, parameters):
    bluez5.load(mock, parameters)


def path_of(address):
    return '/org/bluez/hci0/dev_' + address.replace(':', '_')


def tell(device, properties):
    device.UpdateProperties(DEVICE_IFACE, properties)


def characteristics(path):
    return [found for name, found in mockobject.objects.items() if name.startswith(path + '/') and '/char' in name]


@dbus.service.method(DEVICE_IFACE, in_signature='', out_signature='')
def connect(device):
    if not device.within_reach:
        raise dbus.exceptions.DBusException('Host is down', name='org.bluez.Error.Failed')
    device.connected = True
    tell(device, {'Connected': dbus.Boolean(True)})
    tell(device, {'ServicesResolved': dbus.Boolean(True)})


@dbus.service.method(DEVICE_IFACE, in_signature='', out_signature='')
def disconnect(device):
    device.connected = False
    for characteristic in characteristics(device.path):
        characteristic.UpdateProperties(CHARACTERISTIC, {'Notifying': dbus.Boolean(False)})
    tell(device, {'Connected': dbus.Boolean(False), 'ServicesResolved': dbus.Boolean(False)})


@dbus.service.method(CHARACTERISTIC, in_signature='', out_signature='')
def start_notify(characteristic):
    characteristic.UpdateProperties(CHARACTERISTIC, {'Notifying': dbus.Boolean(True)})


@dbus.service.method(CHARACTERISTIC, in_signature='', out_signature='')
def stop_notify(characteristic):
    characteristic.UpdateProperties(CHARACTERISTIC, {'Notifying': dbus.Boolean(False)})


@dbus.service.method(CHARACTERISTIC, in_signature='a{sv}', out_signature='ay')
def read_value(characteristic, _options):
    return characteristic.readable


@dbus.service.method(CHARACTERISTIC, in_signature='aya{sv}', out_signature='')
def write_value(characteristic, value, _options):
    # The control point answers every request: the same operation, the same measurement, no error.
    operation, measurement = value[0], value[1]
    answer = [0xF0, operation, measurement, 0, 0]
    if measurement not in characteristic.offers:
        answer[3] = 3
    if operation == 2 and answer[3] == 0:
        mockobject.objects[characteristic.path.rsplit('/', 1)[0] + '/char0022'].streams = measurement
    characteristic.UpdateProperties(CHARACTERISTIC, {'Value': dbus.Array(answer, signature='y')})


def add_characteristic(service, name, uuid, flags):
    path = service + '/' + name
    properties = {
        'UUID': dbus.String(uuid),
        'Service': dbus.ObjectPath(service),
        'Value': dbus.Array([], signature='y'),
        'Notifying': dbus.Boolean(False),
        'Flags': dbus.Array(flags, signature='s'),
    }
    mockobject.objects['/'].AddObject(path, CHARACTERISTIC, properties, [
        ('StartNotify', '', '', start_notify),
        ('StopNotify', '', '', stop_notify),
        ('ReadValue', 'a{sv}', 'ay', read_value),
        ('WriteValue', 'aya{sv}', '', write_value),
    ])
    return mockobject.objects[path]


def add_service(device, name, uuid):
    path = device + '/' + name
    properties = {
        'UUID': dbus.String(uuid),
        'Primary': dbus.Boolean(True),
        'Device': dbus.ObjectPath(device),
        'Includes': dbus.Array([], signature='o'),
    }
    mockobject.objects['/'].AddObject(path, SERVICE, properties, [])
    return path


@dbus.service.method(STRAPS, in_signature='ssay', out_signature='')
def AddStrap(self, address, name, measurements):
    '''A strap within reach; `measurements` are those that it offers by Polar Measurement Data, none for other makes'''
    path = self.AddDevice('hci0', address, name)
    device = mockobject.objects[path]
    device.within_reach = True
    device.AddMethods(DEVICE_IFACE, [('Connect', '', '', connect), ('Disconnect', '', '', disconnect)])
    service = add_service(path, 'service0010', HEART_RATE)
    add_characteristic(service, 'char0011', MEASUREMENT, ['notify'])
    services = [HEART_RATE]
    if measurements:
        service = add_service(path, 'service0020', PMD)
        control = add_characteristic(service, 'char0021', PMD_CONTROL, ['read', 'write', 'indicate'])
        control.offers = [int(measurement) for measurement in measurements]
        bits = sum(1 << measurement for measurement in control.offers)
        control.readable = dbus.Array([0x0F, bits & 0xFF, bits >> 8], signature='y')
        add_characteristic(service, 'char0022', PMD_DATA, ['notify'])
        services.append(PMD)
    tell(device, {'UUIDs': dbus.Array(services, signature='s')})
    # BlueZ keeps the battery service to itself and tells a property.
    device.AddProperties('org.bluez.Battery1', {'Percentage': dbus.Byte(80)})


@dbus.service.method(STRAPS, in_signature='say', out_signature='b')
def Beat(self, address, value):
    '''The strap sends a measurement; answers whether anybody listened'''
    return send(path_of(address) + '/service0010/char0011', value)


@dbus.service.method(STRAPS, in_signature='say', out_signature='b')
def Measure(self, address, value):
    '''The strap sends a frame of Polar Measurement Data; answers whether anybody asked for that and listened'''
    path = path_of(address) + '/service0020/char0022'
    characteristic = mockobject.objects[path]
    return getattr(characteristic, 'streams', None) == value[0] and send(path, value)


def send(path, value):
    characteristic = mockobject.objects[path]
    if not characteristic.props[CHARACTERISTIC]['Notifying']:
        return False
    characteristic.UpdateProperties(CHARACTERISTIC, {'Value': dbus.Array(value, signature='y')})
    return True


@dbus.service.method(STRAPS, in_signature='s', out_signature='')
def Lose(self, address):
    '''The strap is out of reach'''
    device = mockobject.objects[path_of(address)]
    device.within_reach = False
    if device.connected:
        disconnect(device)
    del device.props[DEVICE_IFACE]['RSSI']


@dbus.service.method(STRAPS, in_signature='s', out_signature='')
def ListenerGone(self, address):
    '''Whoever listened left the bus: BlueZ asks the strap to be quiet and keeps the connection'''
    for characteristic in characteristics(path_of(address)):
        characteristic.UpdateProperties(CHARACTERISTIC, {'Notifying': dbus.Boolean(False)})


@dbus.service.method(STRAPS, in_signature='s', out_signature='')
def Return(self, address):
    '''The strap is within reach again'''
    device = mockobject.objects[path_of(address)]
    device.within_reach = True
    device.props[DEVICE_IFACE]['RSSI'] = dbus.Int16(-60)
