# The image, from the distribution that the build makes:
#   mvn -DskipTests package && docker build -t naru:0.1.0-SNAPSHOT .
FROM eclipse-temurin:25-jre
ARG VERSION=0.1.0-SNAPSHOT
ADD distribution/target/naru-${VERSION}.tar.gz /opt/
ENV PATH=/opt/naru-${VERSION}/bin:${PATH}
WORKDIR /opt/naru-${VERSION}
USER 65532:65532
EXPOSE 8080 8443 10254
ENTRYPOINT ["naru"]
CMD ["serve"]
