// Pages opened as files: links lead to folders, which only a server shows as pages.
if (location.protocol === "file:") {
  const notice = document.createElement("p");
  notice.className = "asof";
  notice.textContent =
    "Opened as a file, this site cannot be followed from page to page. In its folder, run" +
    " “python3 -m http.server” and open http://localhost:8000/ instead.";
  document.querySelector("main").before(notice);
}
