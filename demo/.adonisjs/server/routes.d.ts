import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'drive.public.serve': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'admin.orders': { paramsTuple?: []; params?: {} }
    'admin.products': { paramsTuple?: []; params?: {} }
    'admin.orders.create': { paramsTuple?: []; params?: {} }
    'admin.products.create': { paramsTuple?: []; params?: {} }
    'admin.orders.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'language.store': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  GET: {
    'drive.public.serve': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'admin.orders': { paramsTuple?: []; params?: {} }
    'admin.products': { paramsTuple?: []; params?: {} }
    'admin.orders.create': { paramsTuple?: []; params?: {} }
    'admin.products.create': { paramsTuple?: []; params?: {} }
    'admin.orders.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'drive.public.serve': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'about': { paramsTuple?: []; params?: {} }
    'cart': { paramsTuple?: []; params?: {} }
    'guest_cart': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'orders': { paramsTuple?: []; params?: {} }
    'products': { paramsTuple?: []; params?: {} }
    'admin.deliveries': { paramsTuple?: []; params?: {} }
    'admin.orders': { paramsTuple?: []; params?: {} }
    'admin.products': { paramsTuple?: []; params?: {} }
    'admin.orders.create': { paramsTuple?: []; params?: {} }
    'admin.products.create': { paramsTuple?: []; params?: {} }
    'admin.orders.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.products.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'admin.index': { paramsTuple?: []; params?: {} }
    'api.me': { paramsTuple?: []; params?: {} }
    'api.cart': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'language.store': { paramsTuple?: []; params?: {} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}