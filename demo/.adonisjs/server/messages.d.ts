/* Written by reflex-adonis: the messages of the default locale, and the locales. */
import 'reflex-adonis/types'

declare module 'reflex-adonis/types' {
  export interface Messages {
    "about.actions.celebrate": {}
    "about.actions.chain": {}
    "about.actions.copy": {}
    "about.actions.download": {}
    "about.actions.focus": {}
    "about.actions.lead": {}
    "about.actions.leave": {}
    "about.actions.rename": {}
    "about.actions.title": {}
    "about.actions.toast.error": {}
    "about.actions.toast.info": {}
    "about.actions.toast.success": {}
    "about.actions.toast.warning": {}
    "about.counter.add": {}
    "about.counter.debounced": {}
    "about.counter.fail": {}
    "about.counter.failed": {}
    "about.counter.note": {}
    "about.counter.slowly": {}
    "about.counter.throttled": {}
    "about.counter.title": {}
    "about.facts.address": {}
    "about.facts.again": {}
    "about.facts.browser": {}
    "about.facts.guest": {}
    "about.facts.locale": {}
    "about.facts.note": {}
    "about.facts.region": {}
    "about.facts.request": {}
    "about.facts.route": {}
    "about.facts.time": {}
    "about.facts.title": {}
    "about.facts.user": {}
    "about.game.guess": {}
    "about.game.high": { "guess": string | number | bigint }
    "about.game.lead": {}
    "about.game.low": { "guess": string | number | bigint }
    "about.game.right": { "guess": string | number | bigint }
    "about.game.submit": {}
    "about.game.title": {}
    "about.game.wins": { "wins": number | bigint }
    "about.lead": {}
    "about.meta": {}
    "about.title": {}
    "about.told.copied": {}
    "about.told.counter": { "count": number | bigint }
    "about.told.from": {}
    "about.told.title": { "count": number | bigint }
    "about.told.toast": { "level": string | number | bigint }
    "cart.added": { "name": string | number | bigint }
    "cart.almost": {}
    "cart.checkout": {}
    "cart.each": { "price": string | number | bigint }
    "cart.empty": {}
    "cart.find": {}
    "cart.free": {}
    "cart.less": {}
    "cart.logIn": {}
    "cart.logInFirst": {}
    "cart.meta": {}
    "cart.more": {}
    "cart.name": {}
    "cart.note": {}
    "cart.nothing": {}
    "cart.order": {}
    "cart.ordered": { "number": string | number | bigint }
    "cart.products": {}
    "cart.quantity": { "name": string | number | bigint }
    "cart.remove": { "name": string | number | bigint }
    "cart.shipping": {}
    "cart.street": {}
    "cart.title": {}
    "cart.total": {}
    "cart.town": {}
    "errors.E_AUTHORIZATION_FAILURE": {}
    "errors.E_BAD_CSRF_TOKEN": {}
    "errors.E_FORBIDDEN": {}
    "errors.E_OUT_OF_STOCK": { "left": (number) & (number | bigint); "product": string | number | bigint }
    "errors.E_UNAUTHORIZED_ACCESS": {}
    "errors.failed.back": {}
    "errors.failed.retry": {}
    "errors.failed.text": {}
    "errors.failed.title": {}
    "errors.missing.heading": {}
    "errors.missing.text": {}
    "errors.missing.title": {}
    "files.attachments.choose": {}
    "files.attachments.download": { "name": string | number | bigint }
    "files.attachments.none": {}
    "files.attachments.remove": { "name": string | number | bigint }
    "files.attachments.rules": {}
    "files.attachments.title": {}
    "files.cancel": { "name": string | number | bigint }
    "files.cancelled": {}
    "files.dismiss": { "name": string | number | bigint }
    "files.export.progress": { "done": number | bigint; "orders": number | bigint }
    "files.export.start": {}
    "files.export.stop": {}
    "files.percent": { "progress": string | number | bigint }
    "files.pictures.choose": {}
    "files.pictures.of": { "name": string | number | bigint; "number": string | number | bigint }
    "files.pictures.picture": { "number": string | number | bigint }
    "files.pictures.remove": { "number": string | number | bigint }
    "files.pictures.rules": {}
    "files.pictures.title": {}
    "files.progress": { "name": string | number | bigint }
    "files.retry": { "name": string | number | bigint }
    "files.running": {}
    "files.waiting": {}
    "home.all": {}
    "home.categories": {}
    "home.demo.click": {}
    "home.demo.clickText": {}
    "home.demo.rest": {}
    "home.demo.restText": {}
    "home.demo.state": {}
    "home.demo.stateText": {}
    "home.demo.title": {}
    "home.featured": {}
    "home.how": {}
    "home.lead": {}
    "home.meta": {}
    "home.title": {}
    "login.lead": { "shopper": string | number | bigint; "admin": string | number | bigint; "password": string | number | bigint }
    "models.import.cells": { "cells": string | number | bigint; "columns": string | number | bigint }
    "models.import.choice": { "name": string | number | bigint }
    "models.import.column": { "field": string | number | bigint }
    "models.import.database": {}
    "models.import.double": { "line": string | number | bigint }
    "office.account": {}
    "office.deliveries.book": {}
    "office.deliveries.booked": {}
    "office.deliveries.done": {}
    "office.deliveries.kept": {}
    "office.deliveries.lead": {}
    "office.deliveries.lines": { "done": number | bigint; "lines": number }
    "office.deliveries.note": {}
    "office.deliveries.progress": {}
    "office.deliveries.stop": {}
    "office.deliveries.stopped": {}
    "office.deliveries.title": {}
    "office.deliveries.unknown": { "names": string | number | bigint }
    "office.export": {}
    "office.form.cancel": {}
    "office.form.confirm": { "name": string | number | bigint }
    "office.form.conflict": {}
    "office.form.create": {}
    "office.form.edit": {}
    "office.form.editNamed": { "name": string | number | bigint }
    "office.form.remove": {}
    "office.form.removeNamed": { "name": string | number | bigint }
    "office.form.save": {}
    "office.lead": { "name": string | number | bigint }
    "office.nav.deliveries": {}
    "office.nav.orders": {}
    "office.nav.overview": {}
    "office.nav.products": {}
    "office.orders.address": {}
    "office.orders.city": {}
    "office.orders.created": {}
    "office.orders.customer": {}
    "office.orders.edit": {}
    "office.orders.new": {}
    "office.orders.recipient": {}
    "office.orders.region": {}
    "office.orders.removed": {}
    "office.orders.saved": {}
    "office.orders.shipping": {}
    "office.orders.title": {}
    "office.orders.total": {}
    "office.overview.book": {}
    "office.overview.category": {}
    "office.overview.changeOrders": {}
    "office.overview.customer": {}
    "office.overview.low": {}
    "office.overview.none": {}
    "office.overview.order": {}
    "office.overview.orders": {}
    "office.overview.pieces": {}
    "office.overview.placed": {}
    "office.overview.price": {}
    "office.overview.product": {}
    "office.overview.products": {}
    "office.overview.region": {}
    "office.overview.stock": {}
    "office.overview.total": {}
    "office.products.category": {}
    "office.products.created": {}
    "office.products.description": {}
    "office.products.edit": {}
    "office.products.featured": {}
    "office.products.name": {}
    "office.products.new": {}
    "office.products.price": {}
    "office.products.rating": {}
    "office.products.ratingField": {}
    "office.products.removed": {}
    "office.products.saved": {}
    "office.products.stock": {}
    "office.products.title": {}
    "office.title": {}
    "orders.again": {}
    "orders.meta": {}
    "orders.missing": {}
    "orders.none": {}
    "orders.piece": { "quantity": number | bigint; "name": string | number | bigint }
    "orders.receipt": {}
    "orders.receiptOf": { "number": string | number | bigint }
    "orders.title": {}
    "orders.to": { "recipient": string | number | bigint; "address": string | number | bigint; "city": string | number | bigint }
    "products.actions": {}
    "products.add": {}
    "products.addNamed": { "name": string | number | bigint }
    "products.allCategories": {}
    "products.breadcrumb": {}
    "products.category": {}
    "products.columns.category": {}
    "products.columns.name": {}
    "products.columns.price": {}
    "products.columns.rating": {}
    "products.columns.stock": {}
    "products.delivered": { "region": string | number | bigint; "delivery": string | number | bigint }
    "products.dense": {}
    "products.everything": {}
    "products.favourite": { "name": string | number | bigint }
    "products.favourites": {}
    "products.found": { "found": number | bigint; "all": number | bigint }
    "products.inStock": {}
    "products.left": { "left": string | number | bigint }
    "products.meta": {}
    "products.none": {}
    "products.noneLead": {}
    "products.related": {}
    "products.search": {}
    "products.soldOut": {}
    "products.sortBy": {}
    "products.stars": {}
    "products.title": {}
    "products.viewers": { "others": number }
    "shop.greeting": {}
    "site.about": {}
    "site.cart": { "count": number }
    "site.deliverTo": {}
    "site.delivers": { "region": string | number | bigint; "delivery": string | number | bigint }
    "site.delivery.eu": {}
    "site.delivery.uk": {}
    "site.delivery.us": {}
    "site.language": {}
    "site.languages.de": {}
    "site.languages.en": {}
    "site.logIn": {}
    "site.logOut": {}
    "site.loggedOut": {}
    "site.main": {}
    "site.office": {}
    "site.orders": {}
    "site.products": {}
    "site.regions.eu": {}
    "site.regions.uk": {}
    "site.regions.us": {}
    "site.shipping": { "price": string | number | bigint; "free": string | number | bigint; "delivery": string | number | bigint }
    "site.skip": {}
    "site.theme": {}
    "tables.choice.clear": { "label": string | number | bigint }
    "tables.choice.count": { "count": number | bigint }
    "tables.choice.countMore": { "count": number | bigint }
    "tables.choice.loading": {}
    "tables.choice.more": {}
    "tables.choice.noMatch": {}
    "tables.choice.none": {}
    "tables.choice.remove": { "choice": string | number | bigint }
    "tables.choice.search": {}
    "tables.choice.submit": {}
    "tables.import.begins": { "rows": number }
    "tables.import.cancel": {}
    "tables.import.checked": { "valid": number | bigint; "rows": number }
    "tables.import.checkedAll": { "rows": number }
    "tables.import.checking": { "checked": number | bigint; "rows": number }
    "tables.import.choose": {}
    "tables.import.close": {}
    "tables.import.column": { "header": string | number | bigint }
    "tables.import.columns": {}
    "tables.import.done": { "written": number }
    "tables.import.empty": {}
    "tables.import.encoding": {}
    "tables.import.hint": {}
    "tables.import.ignored": {}
    "tables.import.import": { "rows": number }
    "tables.import.line": { "line": number | bigint }
    "tables.import.more": { "count": number }
    "tables.import.open": {}
    "tables.import.paste": {}
    "tables.import.pasted": {}
    "tables.import.problems": { "count": number }
    "tables.import.receiving": {}
    "tables.import.send": {}
    "tables.import.stopped": { "written": number }
    "tables.import.title": {}
    "tables.import.whole": {}
    "tables.import.writing": { "written": number | bigint; "rows": number }
    "tables.table.actions": {}
    "tables.table.all": {}
    "tables.table.apply": {}
    "tables.table.cancel": {}
    "tables.table.clear": {}
    "tables.table.confirm": { "count": number }
    "tables.table.confirmAll": {}
    "tables.table.edit": { "column": string | number | bigint; "value": string | number | bigint }
    "tables.table.empty": {}
    "tables.table.failed": {}
    "tables.table.loading": {}
    "tables.table.next": {}
    "tables.table.no": {}
    "tables.table.noMatch": { "term": string | number | bigint }
    "tables.table.noneLeft": {}
    "tables.table.page": { "page": number | bigint }
    "tables.table.pages": {}
    "tables.table.pending": { "count": number | bigint }
    "tables.table.perPage": {}
    "tables.table.previous": {}
    "tables.table.progress": { "done": number | bigint }
    "tables.table.progressOf": { "done": number | bigint; "total": number | bigint }
    "tables.table.remove": {}
    "tables.table.removed": { "done": number | bigint; "refused": number }
    "tables.table.retry": {}
    "tables.table.rows": { "total": number }
    "tables.table.search": {}
    "tables.table.selectAll": {}
    "tables.table.selectAllOf": { "total": number | bigint }
    "tables.table.selectPage": {}
    "tables.table.selectRow": { "name": string | number | bigint }
    "tables.table.selected": { "count": number | bigint }
    "tables.table.selectedAll": {}
    "tables.table.stop": {}
    "tables.table.submit": {}
    "tables.table.yes": {}
    "validator.shared.fields.address": {}
    "validator.shared.fields.categoryId": {}
    "validator.shared.fields.city": {}
    "validator.shared.fields.description": {}
    "validator.shared.fields.email": {}
    "validator.shared.fields.featured": {}
    "validator.shared.fields.guess": {}
    "validator.shared.fields.name": {}
    "validator.shared.fields.note": {}
    "validator.shared.fields.password": {}
    "validator.shared.fields.price": {}
    "validator.shared.fields.rating": {}
    "validator.shared.fields.recipient": {}
    "validator.shared.fields.region": {}
    "validator.shared.fields.shipping": {}
    "validator.shared.fields.stock": {}
    "validator.shared.fields.total": {}
    "validator.shared.fields.userId": {}
    "validator.shared.messages.boolean": { "field": string | number | bigint }
    "validator.shared.messages.categoryId.required": {}
    "validator.shared.messages.database.unique": { "field": string | number | bigint }
    "validator.shared.messages.email": {}
    "validator.shared.messages.enum": { "field": string | number | bigint }
    "validator.shared.messages.max": { "field": string | number | bigint; "max": string | number | bigint }
    "validator.shared.messages.maxLength": { "field": string | number | bigint; "max": number | bigint }
    "validator.shared.messages.min": { "field": string | number | bigint; "min": string | number | bigint }
    "validator.shared.messages.minLength": { "field": string | number | bigint; "min": string | number | bigint }
    "validator.shared.messages.number": { "field": string | number | bigint }
    "validator.shared.messages.range": { "field": string | number | bigint; "min": number | bigint; "max": number | bigint }
    "validator.shared.messages.regex": { "field": string | number | bigint }
    "validator.shared.messages.required": { "field": string | number | bigint }
    "validator.shared.messages.string": { "field": string | number | bigint }
    "validator.shared.messages.userId.required": {}
    "validator.shared.messages.withoutDecimals": { "field": string | number | bigint }
  }
  export interface Locales {
    "de": true
    "en": true
  }
}
