import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  GET: {
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}