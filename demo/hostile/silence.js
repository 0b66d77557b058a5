window.fetch = () => new Promise(() => {});
