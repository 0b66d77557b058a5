// The page says which language it is in, as any page does; the form follows it.
document.documentElement.lang = new URLSearchParams(location.search).get('lang') ?? 'en';
