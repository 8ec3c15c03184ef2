// The explorer stood on the first page once: addresses of its states lead to where it is now.
if (/^#(?:everything|.*=)/.test(location.hash)) {
  const explorer = document.querySelector("nav a[data-explorer]");
  if (explorer) location.replace(explorer.href + location.hash);
}
